package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/demo"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster/sample"
	"example.org/homeward/internal/wire"
)

// demoLead is the officer who opens the sample rescue.
func demoLead() client.Persona {
	return client.Persona{Desk: "tha-coordination", Role: casework.RoleOperationLead, Account: "dev-sample"}
}

// demoSecond is the officer who approves the list: one officer may not open that many cases alone.
func demoSecond() client.Persona {
	return client.Persona{Desk: "tha-coordination", Role: casework.RoleCoordinator, Account: "dev-sample-second"}
}

// demo opens the sample rescue through the API: an operation with all sample lists, and a case for
// each person on the custodian's list. Then it brings the people to all stages. Its keys are always the
// same, so that an interrupted start continues and a completed one is not repeated. It does nothing if
// there are other operations.
func (d *development) demo(ctx context.Context, address string) error {
	keeper := &client.PersonaSignIn{Server: address}
	c, err := client.New(client.Options{Server: address, Sign: keeper.As(demoLead())})
	if err != nil {
		return err
	}
	second, err := client.New(client.Options{Server: address, Sign: keeper.As(demoSecond())})
	if err != nil {
		return err
	}
	o := demo.Options{Server: address, SignIn: keeper, Lead: demoLead(), Pace: d.setPace, Now: d.Now, Tell: func(line string) { d.Printf("%s\n", line) }}
	if done, err := demo.Done(ctx, o); err != nil || done {
		return err
	}
	if free, err := d.free(ctx, c); err != nil || !free {
		return err
	}
	if o.Operation, o.List, err = d.rescue(ctx, c, second); err != nil || o.List == "" || ctx.Err() != nil {
		return err
	}
	d.Printf("\nBringing these people to all stages of the way home, as the officers of some twenty desks\n")
	return demo.Run(ctx, o)
}

// rescue opens the operation with its lists, and the cases of one of them. It returns the operation and
// that list.
func (d *development) rescue(ctx context.Context, c, second *client.Client) (operation, custodian wire.Ref, err error) {
	opened, err := c.OpenOperation(ctx, demoKey("open"), wire.OperationOpening{
		Host: "THA", Custodian: "bgf", Words: "A sample rescue. Every person in it is invented.",
	})
	if err == nil {
		opened, err = c.Settle(ctx, opened, 300*time.Millisecond)
	}
	if err != nil || opened.State != record.CommandSettled {
		return "", "", err
	}
	var registration wire.Ref
	operation = opened.Target.Ref
	d.Printf("\nOpening a sample rescue of invented people, operation %s\n", operation)
	for _, one := range sample.Lists() {
		list, err := d.upload(ctx, c, operation, one)
		if err != nil {
			return "", "", err
		}
		d.Printf("  %s (%s): %s\n", one.File, one.Author, list.Reconciliation.Headline)
		switch one.Author {
		case "custodian":
			custodian = list.Ref
		case "host":
			registration = list.Ref
		}
	}
	d.Printf("  One case for each row of the custodian's list. The other lists are stored and not opened: people are not\n" +
		"  matched across lists yet, and would have two cases. One of them is proposed, and waits for the coordinator.\n")
	if err := d.open(ctx, c, second, custodian); err != nil {
		return "", "", err
	}
	if err := d.watch(ctx, c, custodian); err != nil {
		return "", "", err
	}
	waits, err := c.ShowList(ctx, registration)
	if err == nil && waits.State == record.ListRead { // then it waits for the coordinator's approval
		_, err = propose(ctx, c, registration, demoKey("propose"))
	}
	return operation, custodian, err
}

// open lets one officer propose the list and the other approve it. Steps of an interrupted start
// are not repeated.
func (d *development) open(ctx context.Context, first, second *client.Client, list wire.Ref) error {
	l, err := first.ShowList(ctx, list)
	if err != nil || l.State != record.ListRead && l.State != record.ListProposed {
		return err
	}
	opens, err := propose(ctx, first, list, demoKey("confirm"))
	if err != nil {
		return err
	}
	d.Printf("  %d cases take two people: the operation lead has proposed the list, the coordinator approves it.\n", opens)
	seen, err := second.PreviewList(ctx, list)
	if err != nil {
		return err
	}
	approved, err := second.ApproveList(ctx, demoKey("approve"), list, wire.ListApproval{Preview: seen.Preview})
	if err == nil {
		_, err = second.Settle(ctx, approved, 300*time.Millisecond)
	}
	return err
}

// propose proposes a list for opening, and returns how many cases it would open.
func propose(ctx context.Context, c *client.Client, list wire.Ref, key client.Intent) (int, error) {
	err := demo.AnswerTwins(ctx, c, list, func(line int) client.Intent { return demoKey(fmt.Sprintf("twin/%s/%d", list, line)) })
	if err != nil {
		return 0, err
	}
	seen, err := c.PreviewList(ctx, list)
	if err != nil {
		return 0, err
	}
	proposed, err := c.ConfirmList(ctx, key, list, wire.ListConfirmation{Preview: seen.Preview})
	if err == nil {
		_, err = c.Settle(ctx, proposed, 300*time.Millisecond)
	}
	return seen.Opens, err
}

// free reports whether there is no operation but the sample.
func (d *development) free(ctx context.Context, c *client.Client) (bool, error) {
	_, err := c.ShowCommand(ctx, demoKey("open").Key)
	if !missing(err) {
		return err == nil, err
	}
	others, err := c.ListOperations(ctx, wire.ListOperationsParams{Limit: 1})
	return err == nil && len(others.Items) == 0, err
}

func missing(err error) bool {
	var problem *client.ProblemError
	return errors.As(err, &problem) && problem.Code == fault.NotFound
}

func (d *development) upload(ctx context.Context, c *client.Client, operation wire.Ref, one sample.List) (wire.List, error) {
	file, err := sample.Files().Open(one.File)
	if err != nil {
		return wire.List{}, fmt.Errorf("open sample: %w", err)
	}
	defer file.Close() //nolint:errcheck // it is only read
	author := one.Author
	if author == "host" {
		author = "registration"
	}
	params := wire.UploadListParams{Author: wire.ListAuthor(author), Nationality: wire.Country(one.Nationality)}
	if err := params.AsOf.UnmarshalText([]byte(sample.AsOf)); err != nil {
		return wire.List{}, fmt.Errorf("read day of sample: %w", err)
	}
	return c.UploadList(ctx, demoKey("list/"+one.File), operation, params, file)
}

// watch prints how many cases of a list are open, until all are.
func (d *development) watch(ctx context.Context, c *client.Client, list wire.Ref) error {
	ticker := time.NewTicker(500 * time.Millisecond)
	defer ticker.Stop()
	for shown := -1; ; {
		l, err := c.ShowList(ctx, list)
		if err != nil {
			return err
		}
		if l.Opened != shown {
			shown = l.Opened
			d.Printf("  cases opened: %d of %d\n", l.Opened, l.Minted)
		}
		if l.State == record.ListOpened {
			return nil
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
	}
}

func demoKey(what string) client.Intent {
	return client.Intent{Key: uuid.NewSHA1(uuid.NameSpaceURL, []byte("homeward:sample/"+what)).String()}
}

// setPace makes clocks that start from now on run so many times faster, or as fast as --fast says if
// that is more.
func (d *development) setPace(times int) { d.pace.Store(int64(max(times, d.Fast))) }
