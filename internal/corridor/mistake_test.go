package corridor_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/corridor"
)

// A mistake in a file is reported with file, line and reason, and causes no other mistake.
func TestEveryMistakeNamesFileAndLine(t *testing.T) {
	t.Parallel()
	const ken = "tha-ken.yaml"
	for name, c := range map[string]struct {
		file     string // tha-ken.yaml if empty
		from, to string
		line     string // a part of the line that must be reported; to if empty
		want     string
		more     int // further mistakes that follow from this one
	}{
		"unknown key": {from: "lane: B", to: "lane: B\nlanes: C", line: "lanes: C", want: `unknown key "lanes"`},
		"unknown key in a step": {
			from: "screening:           {budget: 72h}", to: "screening:           {budgets: 72h}",
			want: `unknown key "budgets"`, more: 1,
		},
		"key twice":        {from: "lane: B", to: "lane: B\nlane: C", line: "lane: C", want: `"lane" occurs twice`},
		"step twice":       {from: "  triage:              {budget: 4h}", to: "  triage: {budget: 4h}\n  triage: off", line: "triage: off", want: "occurs twice"},
		"key missing":      {from: "lane: B\n", to: "", line: "id: tha-ken", want: `the key "lane" is missing`},
		"sources missing":  {from: "sources:", to: "notes2:", line: "notes2:", want: `unknown key "notes2"`, more: 1},
		"reviewer missing": {from: "reviewed_by: nobody yet\n", to: "", line: "id: tha-ken", want: `the key "reviewed_by" is missing`},
		"no reviewer":      {from: "reviewed_by: nobody yet", to: "reviewed_by:", want: "text is needed here"},
		"budget missing": {
			from: "register:            {budget: 24h}", to: "register:            {valid: 24h}", want: `the key "budget" is missing`,
		},
		"unknown budget":  {from: "{budget: same_day}", to: "{budget: soon}", want: `"soon" is not a budget`},
		"negative budget": {from: "triage:              {budget: 4h}", to: "triage: {budget: -4h}", want: `"-4h" is not a budget`},
		"bad validity":    {from: "valid: 14d", to: "valid: 14wd", want: "hours or days are needed here"},
		"no validity of the last check": {
			from: "{budget: 24h, valid: 72h}", to: "{budget: 24h}", line: "pre_embarkation:", want: "must say how old its answer may be",
		},
		"missing desk kind": {
			from: "  escort:            tha-escort-maesot\n", to: "", line: "  boarding:", want: "needs a desk of the kind escort", more: 1,
		},
		"unknown desk kind": {from: "  escort: ", to: "  pilot: ", want: `unknown desk kind "pilot"`, more: 2},
		"unknown desk":      {from: "tha-escort-maesot", to: "tha-escort-maesod", want: `there is no desk "tha-escort-maesod"`},
		"desk of another kind": {
			from: "medical:           tha-medical-maesot", to: "medical: tha-shelter-maesot", want: "is of the kind shelter, not medical",
		},
		"mission of another state": {
			file: ken,
			from: "ken-mission-bangkok", to: "chn-mission-bangkok", want: "does not answer for KEN in THA on 2025-03-01; in missions/ these do: ken-mission-bangkok",
		},
		"quorum of nobody": {from: "{members: 3, agencies: 2}", to: "{members: 0, agencies: 2}", want: `"0" is not a number from 1 to 99`},
		"more agencies than members": {
			from: "{members: 3, agencies: 2}", to: "{members: 2, agencies: 3}", want: "2 members cannot come from 3 agencies",
		},
		"more agencies than exist": {
			from: "{members: 3, agencies: 2}", to: "{members: 9, agencies: 7}", want: "7 agencies are needed, and 6 sit on the panel",
		},
		"no quorum": {from: ", quorum: {members: 3, agencies: 2}", to: "", line: "determination:", want: `the key "quorum" is missing`},
		"quorum of one desk": {
			from: "screening:           {budget: 72h}", to: "screening: {budget: 72h, quorum: {members: 2, agencies: 2}}", want: "is not decided by a quorum",
		},
		"unknown step":       {from: "  triage: ", to: "  triaje: ", want: `unknown step "triaje"`, more: 1},
		"a visit is no step": {from: "  follow_up:           {}", to: "  follow_up/1w:        {}", want: `unknown step "follow_up/1w"`, more: 1},
		"unreachable step": {
			from: "  triage:              {budget: 4h}", to: "  triage:              off", line: "  placement:",
			want: "can never be reached: it needs triage, which is off",
		},
		"step that is never off": {from: "{budget: same_day}", to: "off", line: "fear_of_return:", want: "can never be off", more: 2},
		"guardian never off":     {from: "guardian:            {budget: 7d}", to: "guardian:            off", want: "can never be off"},
		"closure left out":       {from: "  closure:             {budget: 10wd}\n", to: "", line: "steps:", want: "the step closure can never be off"},
		"drop of a never gate": {
			from: "gates:\n", to: "gates:\n  G10:\n    drop: [child_view_recorded]\n", line: "drop: [child_view_recorded]",
			want: "the gate G10 can never be waived",
		},
		"drop that cannot be waived": {
			from: "gates:\n", to: "gates:\n  G12:\n    drop: [no_legal_hold]\n", line: "drop: [no_legal_hold]",
			want: "the condition no_legal_hold of the gate G12 cannot be waived here",
		},
		"drop in another lane": {
			from: "gates:\n", to: "gates:\n  G18:\n    drop: [pick_up_named]\n", line: "drop: [pick_up_named]", want: "cannot be waived here",
		},
		"unknown gate":      {from: "  G14:", to: "  G41:", want: `unknown gate "G41"`},
		"unknown condition": {from: "    add:", to: "    drop: [slot_free]\n    add:", line: "drop: [slot_free]", want: `unknown condition "slot_free"`},
		"condition of another gate": {
			from: "    add:", to: "    drop: [no_legal_hold]\n    add:", line: "drop: [no_legal_hold]", want: "the gate G14 has no condition no_legal_hold",
		},
		"fact with a bad name": {from: "mmr_mfa_approval", to: "MFA approval", want: "is not a name for a fact"},
		"the same condition twice": {
			from: "[{fact: mmr_mfa_approval, owner: border}]", to: "[{fact: mmr_mfa_approval, owner: border}, {fact: mmr_mfa_approval, owner: border}]",
			want: "this condition occurs twice",
		},
		"dropped twice": {
			from: "gates:\n", to: "gates:\n  G12:\n    drop: [fit_to_travel, fit_to_travel]\n", line: "drop: [fit", want: "this condition occurs twice",
		},
		"a condition of no desk": {
			from: "  registrar:         tha-registrar-maesot\n", to: "", line: "  register: ", want: "needs a desk of the kind registrar",
		},
		"no source at all":     {file: "default.yaml", from: "sources:", to: "sources: []\nsources_of_old:", want: "at least one source is needed", more: 1},
		"unknown owner":        {from: "owner: border", to: "owner: militia", want: `"militia" is not one of`},
		"unknown consent":      {from: "lane: B", to: "lane: B\nconsents: [C1, C15]", line: "C15", want: `unknown consent "C15"`},
		"unknown lane":         {from: "lane: B", to: "lane: D", want: `"D" is not one of A, B, C`},
		"unknown modality":     {from: "voluntary_assisted", to: "voluntary", want: `"voluntary" is not one of`},
		"unknown custodian":    {from: "custodian: [bgf, dkba]", to: "custodian: [bgf, dkbb]", want: `unknown custodian "dkbb"`},
		"no custodian":         {from: "custodian: [bgf, dkba]", to: "custodian: []", want: "name the custodians"},
		"unknown refused":      {from: "refused_custodians: [dkba]", to: "refused_custodians: [kna]", want: `unknown custodian "kna"`},
		"bad country code":     {from: "origin: KEN", to: "origin: KE", want: `"KE" is not an ISO 3166-1 alpha-3 country code`, more: 1},
		"invented country":     {from: "host: THA", to: "host: THX", want: `"THX" is not an ISO 3166-1`, more: 2},
		"any host, one origin": {from: "host: THA", to: `host: "*"`, line: "origin: KEN", want: "a corridor from any host must be for any origin", more: 2},
		"bad date":             {from: "valid_from: 2025-03-01", to: "valid_from: 01/03/2568", want: "is not a date of the form"},
		"ends before it begins": {
			from: "valid_from: 2025-03-01", to: "valid_from: 2025-03-01\nvalid_to: 2025-02-28", line: "valid_to: 2025-02-28", want: "ends before it begins",
		},
		"precondition without its step": {
			from: "embassy_commitment:  {budget: 10wd}", to: "embassy_commitment:  off", line: "entry_precondition:",
			want: "needs the step embassy_commitment, which is off", more: 1,
		},
		"step without its precondition": {
			from: "entry_precondition: embassy_commitment", to: "entry_precondition: none", line: "  embassy_commitment: ", want: "needs entry_precondition",
		},
		"reflection without days":  {from: "reflection_days: 45\n", to: "", line: "  reflection: ", want: "needs reflection_days"},
		"days without reflection":  {from: "  reflection:          {}", to: "  reflection: off", line: "reflection_days: 45", want: "the step reflection is off"},
		"a budget for a right":     {from: "  reflection:          {}", to: "  reflection: {budget: 45d}", want: "has no budget"},
		"a budget for visits":      {from: "  follow_up:           {}", to: "  follow_up: {budget: 45d}", want: "has no budget"},
		"visits out of order":      {from: "{name: 3m, after: 91d}", to: "{name: 3m, after: 20d}", want: "visits must be in the order"},
		"visit twice":              {from: "{name: 3m, after: 91d}", to: "{name: 1m, after: 91d}", want: "is not a name for a visit"},
		"visits without the step":  {from: "  follow_up:           {}", to: "  follow_up: off", line: "follow_up:\n  window", want: "needs visits"},
		"too wide a window":        {from: "window_percent: 20", to: "window_percent: 80", want: `"80" is not a number from 0 to 50`},
		"document of no class":     {from: "single_sheet_etd", to: "a letter", want: `"a letter" is not one of`},
		"rung without anybody":     {from: "150: ministry_focal_point, ", to: "", line: "ladder:", want: `the key "150" is missing`},
		"rung with nobody we know": {from: "200: national_coordinator", to: "200: the minister", line: "200: the minister", want: "is neither a desk nor one of"},
		"unknown rung":             {from: "50: desk", to: "60: desk", want: `unknown key "60"`, more: 1},
		"unknown coordinator":      {from: "coordinator: tha-coordination", to: "coordinator: tha-pm", want: `there is no desk "tha-pm"`},
		"day of no week":           {from: "days: [monday, tuesday]", to: "days: [monday, someday]", want: `"someday" is not a day of the week`},
		"crossing on a weekend":    {from: "days: [monday, tuesday]", to: "days: [monday, sunday]", want: "sunday is a day of the host's weekend"},
		"two rules for one":        {from: `nationality: "*"`, to: `nationality: CHN`, line: "nationality: CHN, days: [monday", want: `the nationality "CHN" has two rules`},
		"negative quota":           {from: "quota: 300", to: "quota: -1", want: `"-1" is not a number`},
		"unknown calendar":         {from: "calendar: host", to: "calendar: theirs", want: `"theirs" is not one of`},
		"fact without a source": {
			from: "    source: \"Citizen Digital 2025-03\"\n", to: "", line: "  - fact: >-\n      Of 129", want: `the key "source" is missing`,
		},
		"fact neither verified nor not": {
			from: "    source: \"Citizen Digital 2025-03\"\n    verified: true\n", to: "    source: \"Citizen Digital 2025-03\"\n",
			line: "  - fact: >-\n      Of 129", want: `the key "verified" is missing`,
		},
		"a word for yes":  {from: "screening_owed: false", to: "screening_owed: maybe", want: "true or false is needed here"},
		"version of text": {from: "version: 1", to: "version: one", want: `"one" is not a number`},
		"a list as text":  {from: "lane: B", to: "lane: [B]", want: "text is needed here"},
		"text as a list":  {from: "refused_custodians: [dkba]", to: "refused_custodians: dkba", want: "a list is needed here"},
		"an alias":        {from: "lane: B", to: "lane: &lane B", want: "anchors, aliases and merge keys are not allowed"},
		"two documents":   {from: "reviewed_by: nobody yet", to: "reviewed_by: nobody yet\n---\nid: x", line: "---", want: "one file holds one document"},
		"not YAML":        {from: "lane: B", to: "lane: B: C", want: "not YAML"},
		"control characters": {
			from: "lane: B", to: "lane: \"B\\u0007\\n\\x1b\"", want: `"B???" is not one of`,
		},
		"screening nobody owes": {
			file: "tha-chn.yaml", from: "screening_owed: true", to: "screening_owed: false", line: "steps:", want: "is owed a screening at origin",
		},
		"screening owed by no step": {
			file: "tha-chn.yaml", from: "screening_at_origin: {desk: receiving, budget: 30d}", to: "screening_at_origin: off", line: "screening_owed: true",
			want: "needs the step screening_at_origin",
		},
		"lane C called voluntary": {
			file: "tha-chn.yaml", from: "modality: state_facilitated", to: "modality: voluntary_assisted", want: "it is never called",
		},
		"agency twice": {
			file: "desks.yaml", from: "id: tha-police,", to: "id: tha-social, ", line: "id: tha-social,  name", want: `the agency "tha-social" occurs twice`, more: 2,
		},
		"desk twice":            {file: "desks.yaml", from: "id: khm-review,", to: "id: khm-focal,", line: "id: khm-focal, agency: khm-social", want: `the desk "khm-focal" occurs twice`, more: 2},
		"desk of no agency":     {file: "desks.yaml", from: "id: tha-review, agency: tha-prosecution", to: "id: tha-review, agency: tha-court", want: `there is no agency "tha-court"`},
		"desk of no kind":       {file: "desks.yaml", from: "agency: ken-mfa, kind: consulate", to: "agency: ken-mfa, kind: embassy", want: `unknown desk kind "embassy"`, more: 1},
		"desk in no country":    {file: "desks.yaml", from: "seat: IND", to: "seat: INDIA", want: `"INDIA" is not an ISO 3166-1`, more: 1},
		"desk without calendar": {file: "desks.yaml", from: "seat: IND", to: "seat: NPL", want: `the desk has no calendar: no calendar "NPL"`},
		"desk with a bad code":  {file: "desks.yaml", from: "id: khm-review,", to: "id: Khm Review,", want: `"Khm Review" is not a code`, more: 2},
		"panel of nobody":       {file: "desks.yaml", from: "members: [intl-referral,", to: "members: [intl-court,", want: `there is no agency "intl-court"`},
		"no such focal point":   {file: "desks.yaml", from: "focal_point: ken-mfa-focal", to: "focal_point: ken-minister", want: `there is no desk "ken-minister"`},
		"holiday twice": {
			file: "calendars/KEN.yaml", from: "{date: 2025-05-01,", to: "{date: 2025-01-01,", line: "{date: 2025-01-01, name: \"Labour", want: "2025-01-01 occurs twice",
		},
		"holiday of another year": {file: "calendars/KEN.yaml", from: "{date: 2025-05-01,", to: "{date: 2028-05-01,", want: "outside the years of the table"},
		"a workday that is one":   {file: "calendars/CHN.yaml", from: "{date: 2025-01-26,", to: "{date: 2025-01-27,", want: "2025-01-27 is a working day already"},
		"calendar of another name": {
			file: "calendars/JPN.yaml", from: "code: JPN", to: "code: JAP", want: `"JAP" is not a country code`, more: 1,
		},
		"a zone of three letters": {file: "calendars/JPN.yaml", from: "Asia/Tokyo", to: "JST", want: `"JST" is not a time zone`},
		"no weekend":              {file: "calendars/JPN.yaml", from: "weekend: [saturday, sunday]", to: "weekend: []", want: "a weekend has one to three days"},
		"a table that ends early": {file: "calendars/JPN.yaml", from: "until: 2027", to: "until: 2024", want: "the table ends before it begins", more: 69},
		"an heir of nobody":       {file: "calendars/MYS-03.yaml", from: "extends: MYS", to: "extends: MAL", want: `there is no calendar "MAL"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files, file := small(t), ken // few desks and calendars are enough for most
			if c.file != "" {
				files, file = copied(t), c.file
			}
			edit(t, files, file, c.from, c.to)
			_, err := corridor.Load(files)
			require.Error(t, err)
			marker := c.line
			if marker == "" {
				marker = c.to
			}
			text := string(files[file].Data)
			require.Contains(t, text, marker)
			before, _, _ := strings.Cut(text, marker)
			line := 1 + strings.Count(before, "\n")
			found := corridor.Mistakes(err)
			var named []string
			for _, m := range found {
				if m.File == file && m.Line == line && strings.Contains(m.Text, c.want) {
					named = append(named, m.Error())
				}
				require.LessOrEqual(t, len(m.Error()), 300)
			}
			require.Len(t, named, 1, "line %d of %s, not among:\n%v", line, file, err)
			require.True(t, strings.HasPrefix(named[0], fmt.Sprintf("%s:%d: ", file, line)))
			if c.more < 60 {
				require.Len(t, found, 1+c.more, "%v", err)
			} else {
				require.Len(t, found, 51, "fifty are listed, and the rest is mentioned")
			}
		})
	}
}

func TestAllMistakesAreReportedAtOnce(t *testing.T) {
	t.Parallel()
	files := copied(t)
	edit(t, files, "tha-ken.yaml", "lane: B", "lane: X")
	edit(t, files, "tha-ken.yaml", "G14:", "G99:")
	edit(t, files, "tha-eth.yaml", "origin: ETH", "origin: ETX")
	edit(t, files, "calendars/KEN.yaml", "2025-05-01", "2025-05-32")
	files["extra.yaml"] = &fstest.MapFile{Data: []byte("id: extra\n")}
	_, err := corridor.Load(files)
	var where []string
	for _, m := range corridor.Mistakes(err) {
		where = append(where, m.File)
	}
	for _, file := range []string{"tha-ken.yaml", "tha-eth.yaml", "calendars/KEN.yaml", "extra.yaml"} {
		require.Contains(t, where, file)
	}
	last := map[string]int{}
	for _, m := range corridor.Mistakes(err) {
		require.GreaterOrEqual(t, m.Line, last[m.File], "the mistakes of a file stand in its order")
		last[m.File] = m.Line
	}
	_, ok := errors.AsType[*corridor.Mistake](err)
	require.True(t, ok)
	require.Empty(t, corridor.Mistakes(nil))
	require.Empty(t, corridor.Mistakes(errors.New("another error")))
}

func TestTwoVersionsOnTheSameDays(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		edits [][2]string
		want  string
	}{
		"the same version":        {nil, "tha-ken.yaml:2: version 1 of tha-ken stands in tha-ken.v2.yaml already"},
		"an open first version":   {[][2]string{{"version: 1", "version: 2"}}, "as tha-ken version 2 in tha-ken.v2.yaml"},
		"another name":            {[][2]string{{"id: tha-ken", "id: tha-ken-new"}}, "in force on the same days, for the same people"},
		"one custodian in common": {[][2]string{{"version: 1", "version: 2"}, {"custodian: [bgf, dkba]", "custodian: [police, dkba]"}}, "in force on the same days"},
		"other custodians":        {[][2]string{{"version: 1", "version: 2"}, {"custodian: [bgf, dkba]", "custodian: [police]"}}, ""},
		"any custodian":           {[][2]string{{"version: 1", "version: 2"}, {"custodian: [bgf, dkba]", `custodian: "*"`}}, ""},
		"over before it begins":   {[][2]string{{"version: 1", "version: 2"}, {"valid_from: 2025-03-01", "valid_from: 2025-01-01\nvalid_to: 2025-02-28"}}, ""},
		"one day in common":       {[][2]string{{"version: 1", "version: 2"}, {"valid_from: 2025-03-01", "valid_from: 2025-01-01\nvalid_to: 2025-03-01"}}, "in force on the same days"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files := small(t)
			files["tha-ken.v2.yaml"] = &fstest.MapFile{Data: files["tha-ken.yaml"].Data}
			for _, e := range c.edits {
				edit(t, files, "tha-ken.v2.yaml", e[0], e[1])
			}
			_, err := corridor.Load(files)
			if c.want == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, c.want)
			require.Len(t, corridor.Mistakes(err), 1)
		})
	}
}

func TestADirectoryWithoutFilesIsNoBook(t *testing.T) {
	t.Parallel()
	_, err := corridor.Load(fstest.MapFS{})
	require.ErrorContains(t, err, "no calendar files")
	files := copied(t)
	for name := range files {
		if !strings.HasPrefix(name, "calendars/") && !strings.HasPrefix(name, "missions/") && name != "desks.yaml" {
			delete(files, name)
		}
	}
	_, err = corridor.Load(files)
	require.ErrorContains(t, err, "no corridor files")
	files = copied(t)
	files["tha-ken.yaml"] = &fstest.MapFile{Data: []byte(strings.Repeat("#\n", 1<<20))}
	_, err = corridor.Load(files)
	require.ErrorContains(t, err, "longer than")
	for text, want := range map[string]string{"": "the file is empty", "- a\n": "the file is not a list of keys and values", "\xff\xff": "not YAML"} {
		files["tha-ken.yaml"] = &fstest.MapFile{Data: []byte(text)}
		_, err = corridor.Load(files)
		require.ErrorContains(t, err, "tha-ken.yaml:1: "+want)
	}
}
