package roster

import (
	"strings"

	"example.org/homeward/internal/roster/spelling"
	"example.org/homeward/internal/roster/table"
)

// families links the people of a table who stand below the person to whom they are related, and gives them
// that person's nationality where their own cell is empty.
func (v *Vocabulary) families(rows []Row) {
	head := -1
	for i := range rows {
		r := &rows[i]
		relation := spelling.Plain(r.Relation)
		isRelative := relation != "" && (v.phrases.Is("relative", relation) || v.phrases.StartsWith("relative", relation)) && !v.phrases.Is("head", relation)
		switch {
		case relation == "":
			if strings.TrimSpace(r.Number) != "" {
				head = -1
			}
		case isRelative && head >= 0:
			r.Family, rows[head].Family = rows[head].Line, rows[head].Line
			if r.Nationality.AsWritten == "" && r.Nationality.Code == "" && rows[head].Nationality.Code != "" {
				r.Nationality.Code, r.Nationality.FromFamily = rows[head].Nationality.Code, true
			}
		case isRelative:
		default:
			head = i
		}
	}
}

// ditto replaces the marks for "as above" in the rows of a table by what stands above.
func (v *Vocabulary) ditto(l layout, rows []table.Record) {
	for _, f := range []Field{FieldNationality, FieldSex, FieldPlace} {
		at, ok := l.at[f]
		if !ok {
			continue
		}
		above := ""
		for i := range rows {
			c := rows[i].Cell(at)
			switch {
			case strings.TrimSpace(c) == "":
			case above != "" && (v.phrases.Ditto(c) || strings.Trim(spelling.Plain(c), `"'”“〃-`) == "" && strings.ContainsAny(c, `"”“〃`)):
				if rows[i].Filled == nil {
					rows[i].Filled = make(map[int]string)
				}
				rows[i].Filled[at] = above
			default:
				above = c
			}
		}
	}
}
