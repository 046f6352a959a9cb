package cli

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os/exec"
	"time"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/fault"
)

type loginCommand struct {
	Server  string        `group:"remote" env:"HOMEWARD_SERVER" placeholder:"URL" help:"Address of Homeward. Default: the server that homeward dev runs on this machine."`
	Browser bool          `default:"true" negatable:"" help:"Open the browser; the address is printed in any case."`
	Wait    time.Duration `default:"5m" help:"How long to wait for the browser."`
}

// Help is shown under the usage.
func (c *loginCommand) Help() string {
	return `Signs in through the browser of this computer, and gives the command line a session of its own. It is listed among your sessions, expires like the others when it is not used, and can be ended there. Its token is kept in your configuration directory, in a file that only you may read.`
}

// handover is a browser's answer to the command line.
type handover struct{ code, refusal string }

func (c *loginCommand) Run(ctx context.Context, env Env) error {
	server := c.Server
	if server == "" {
		server = localServer(env)
	}
	kept, err := env.sessionFiles()
	if err != nil {
		return err
	}
	front, err := client.New(client.Options{Server: server, HTTP: env.HTTP})
	if err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0") // RFC 8252: the loopback address, at any free port
	if err != nil {
		return fmt.Errorf("listen for the browser: %w", err)
	}
	verifier, state := rand.Text()+rand.Text(), rand.Text()
	came := make(chan handover, 1)
	page := &http.Server{Handler: landing(state, came), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 5 * time.Second, WriteTimeout: 5 * time.Second}
	go func() { _ = page.Serve(listener) }() // it ends with the listener
	defer page.Close()                       //nolint:errcheck // nothing is lost
	sum := sha256.Sum256([]byte(verifier))
	redirect := "http://" + listener.Addr().String() + "/"
	address := server + "/signin/cli?" + url.Values{
		"redirect_uri": {redirect}, "state": {state},
		"code_challenge": {base64.RawURLEncoding.EncodeToString(sum[:])}, "code_challenge_method": {"S256"},
	}.Encode()
	env.Statusf("Sign in in your browser:\n\n  %s\n\n", address)
	if c.Browser {
		browse(ctx, address)
	}
	answer, err := wait(ctx, came, c.Wait)
	if err != nil {
		return err
	}
	token, err := front.Redeem(ctx, answer.code, verifier, redirect)
	if err != nil {
		return err
	}
	if err := kept.save(server, "", token); err != nil {
		return err
	}
	signed, err := client.New(client.Options{Server: server, Sign: client.Token(token), HTTP: env.HTTP})
	if err != nil {
		return err
	}
	me, err := signed.ShowAccount(ctx)
	if err == nil {
		env.Printf("Signed in at %s, as %s. End it with: homeward logout\n", me.Desk, me.Role)
	}
	return err
}

// landing accepts the browser's answer: once, and only with the state that this command sent.
func landing(state string, came chan<- handover) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("Referrer-Policy", "no-referrer")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		if r.URL.Path != "/" || subtle.ConstantTimeCompare([]byte(q.Get("state")), []byte(state)) != 1 {
			http.Error(w, "this is not the answer that the command line waits for", http.StatusNotFound)
			return
		}
		answer := handover{code: q.Get("code"), refusal: q.Get("error")}
		select {
		case came <- answer:
		default: // it has an answer already
		}
		if answer.refusal != "" || answer.code == "" {
			_, _ = fmt.Fprintln(w, "Access was not allowed. You can close this window.")
			return
		}
		_, _ = fmt.Fprintln(w, "The command line is signed in. You can close this window.")
	})
}

// wait waits for the browser.
func wait(ctx context.Context, came <-chan handover, long time.Duration) (handover, error) {
	end := time.NewTimer(long)
	defer end.Stop()
	select {
	case answer := <-came:
		if answer.refusal != "" || answer.code == "" {
			return answer, fault.New(fault.Denied, "access was not allowed in the browser")
		}
		return answer, nil
	case <-end.C:
		return handover{}, fault.New(fault.Unsigned, "no answer came from the browser; run homeward login again")
	case <-ctx.Done():
		return handover{}, context.Cause(ctx)
	}
}

// browse opens the address in a browser, if there is one. The address holds no secret.
func browse(ctx context.Context, address string) {
	for _, opener := range []string{"xdg-open", "open"} {
		program, err := exec.LookPath(opener)
		if err != nil {
			continue
		}
		cmd := exec.CommandContext(context.WithoutCancel(ctx), program, address) //nolint:gosec // the address was made here
		if cmd.Start() == nil {
			go func() { _ = cmd.Wait() }()
			return
		}
	}
}

type logoutCommand struct {
	Remote `embed:""`
}

func (c *logoutCommand) Run(ctx context.Context, env Env, r *Remote) error {
	server := r.server(env)
	kept, err := env.sessionFiles()
	if err != nil {
		return err
	}
	if r.As != "" {
		return fault.New(fault.Invalid, "logout ends the session of homeward login; sessions of --as expire by themselves")
	}
	token, err := kept.token(server, "")
	if err != nil || token == "" {
		return errors.Join(err, kept.remove(server, ""))
	}
	signed, err := client.New(client.Options{Server: server, Sign: client.Token(token), HTTP: env.HTTP})
	if err != nil {
		return err
	}
	err = signed.SignOut(ctx)
	if fault.CodeOf(err) == fault.Unsigned { // it has ended already
		err = nil
	}
	if err = errors.Join(err, kept.remove(server, "")); err == nil {
		env.Printf("Signed out.\n")
	}
	return err
}

type sessionsCommand struct {
	Remote `embed:""`

	End    string `placeholder:"ID" help:"End this session."`
	EndAll bool   `help:"Sign out everywhere: end all sessions, this one too."`
}

func (c *sessionsCommand) Run(ctx context.Context, env Env, r *Remote) error {
	server, err := r.client(env)
	if err != nil {
		return err
	}
	switch {
	case c.EndAll:
		if err = server.EndSessions(ctx); err == nil {
			env.Printf("All sessions have ended.\n")
		}
		return err
	case c.End != "":
		if err = server.EndSession(ctx, c.End); err == nil {
			env.Printf("The session has ended.\n")
		}
		return err
	}
	all, err := server.Sessions(ctx)
	if err != nil {
		return err
	}
	return r.show(env, all, func() {
		t := NewTable(env.Out, "SESSION", "WHERE", "SINCE", "LAST USED", "EXPIRES")
		for _, s := range all {
			where := s.Device
			if s.This {
				where += " (this one)"
			}
			t.Row(s.ID, where, Instant(s.Since), Instant(s.Seen), Instant(s.Until))
		}
		t.Flush()
	})
}
