package lists

import (
	"context"
	"slices"
	"strconv"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// The fields of the upload. The file comes last, so that everything else is known before its bytes are read.
const (
	fieldOperation   = "operation"
	fieldAuthor      = "author"
	fieldAsOf        = "as_of"
	fieldNationality = "nationality"
	fieldSheet       = "sheet"
	fieldFile        = "file"
)

// authors are the kinds of authors of a list, as in the contract.
func authors() []string { return []string{"custodian", "embassy", "registration", "other"} }

// mostOperations is how many operations the form offers: the newest ones.
const mostOperations = 50

// uploadForm is the form with what was typed, and what is wrong with it. It is nil if no operation takes lists.
func (r reader) uploadForm(ctx context.Context, f site.SentForm, wrong say.Wrongs) (*view.SmallForm, error) {
	running, err := r.Usecases.ListOperations(ctx, record.OperationFilter{}, act.Paging{Limit: mostOperations})
	if err != nil {
		return nil, err
	}
	var operations []view.Answer
	for _, o := range running.Rows {
		if o.State != operation.Closed {
			operations = append(operations, view.Answer{
				Value: string(o.Ref), Plain: string(o.Ref) + ", " + r.Country(o.Host) + ", " + o.OpenedAt.In(r.Zone).Format("2006-01-02"),
			})
		}
	}
	if len(operations) == 0 {
		return nil, nil
	}
	var kinds []view.Answer
	for _, a := range authors() {
		kinds = append(kinds, view.Answer{Value: a, Text: view.Named("list_author", a)})
	}
	states := []view.Answer{{Value: "", Text: view.Say("upload.no_state")}}
	for _, c := range r.Origins() {
		states = append(states, view.Answer{Value: c, Plain: r.Country(casework.Country(c))})
	}
	questions := []view.Question{
		{Name: fieldOperation, Kind: view.AskSelect, Label: view.Say("upload.operation"), Answers: operations},
		{Name: fieldAuthor, Kind: view.AskOne, Label: view.Say("upload.author"), Answers: kinds},
		{Name: fieldAsOf, Kind: view.AskDate, Label: view.Say("upload.as_of"), Hint: view.Say("upload.as_of_hint"), Date: say.DateParts(f, fieldAsOf), Optional: true},
		{Name: fieldNationality, Kind: view.AskSelect, Label: view.Say("upload.nationality"), Hint: view.Say("upload.nationality_hint"), Answers: states, Optional: true},
		{Name: fieldSheet, Kind: view.AskText, Label: view.Say("upload.sheet"), Hint: view.Say("upload.sheet_hint"), Limit: 4, Code: true, Optional: true},
		{Name: fieldFile, Kind: view.AskFile, Label: view.Say("upload.file"), Hint: view.Say("upload.file_hint")},
	}
	for i := range questions {
		q := &questions[i]
		q.ID, q.Wrong = q.Name, wrong[q.Name]
		q.Value = f.Get(q.Name)
		for k := range q.Answers {
			q.Answers[k].Chosen = q.Answers[k].Value == q.Value
		}
	}
	return &view.SmallForm{Action: say.ListsPath, Key: site.NewKey(), Files: true, Submit: view.Say("upload.send"), Questions: questions}, nil
}

// readUpload reads the fields before the file.
func (r reader) readUpload(f site.SentForm, wrong say.Wrongs) (upload, bool) {
	in := upload{operation: casework.Ref(f.Get(fieldOperation)), author: f.Get(fieldAuthor), day: r.ReadDayBefore(f, fieldAsOf, wrong)}
	if in.operation == "" {
		wrong[fieldOperation] = view.Say("upload.wrong.operation")
	}
	if !slices.Contains(authors(), in.author) {
		wrong[fieldAuthor] = view.Say("list.choose")
	}
	if in.nationality = f.Get(fieldNationality); in.nationality != "" && !slices.Contains(r.Origins(), in.nationality) {
		wrong[fieldNationality] = view.Say("refusal.unknown_nationality")
	}
	if s := f.Text(fieldSheet); s != "" {
		n, bad := say.Number(s)
		if in.sheet = n; bad || n < 1 || n > 1000 {
			wrong[fieldSheet] = view.Say("upload.wrong.sheet", strconv.Quote(s))
		}
	}
	return in, len(wrong) == 0
}

// upload is the form as it was read.
type upload struct {
	operation                casework.Ref
	author, day, nationality string
	sheet                    int
}
