package roster

import "strings"

// families links the people of a table who stand below the person to whom they are related, and gives them
// that person's nationality where their own cell is empty.
func (v *Vocabulary) families(rows []Row) {
	head := -1
	for i := range rows {
		r := &rows[i]
		relation := plain(r.Relation)
		isRelative := relation != "" && (v.is("relative", relation) || v.startsWith("relative", relation)) && !v.is("head", relation)
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
func (v *Vocabulary) ditto(l layout, rows []record) {
	for _, f := range []Field{FieldNationality, FieldSex, FieldPlace} {
		at, ok := l.at[f]
		if !ok {
			continue
		}
		above := ""
		for i := range rows {
			c := cellAt(rows[i], at)
			switch {
			case strings.TrimSpace(c) == "":
			case above != "" && (v.phrases["ditto"][plain(c)] || strings.Trim(plain(c), `"'”“〃-`) == "" && strings.ContainsAny(c, `"”“〃`)):
				if rows[i].filled == nil {
					rows[i].filled = make(map[int]string)
				}
				rows[i].filled[at] = above
			default:
				above = c
			}
		}
	}
}
