package table

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"path"
	"strconv"
	"strings"
)

// book is what a workbook stores behind the cells that the spreadsheet library prints.
type book struct {
	parts     map[string]*zip.File
	sheets    map[string]string // the part of a sheet, by its name
	formats   []cellFormat      // by the style of a cell
	since1904 bool
}

// cellFormat is what the style of a cell says about it.
type cellFormat struct {
	date      bool
	monthOnly bool // it shows no day
	struck    bool // its text is struck through
}

// openBook reads the styles and the names of the sheets. checkXLSX has read every part before.
func openBook(b []byte) (*book, error) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, damaged()
	}
	k := &book{parts: make(map[string]*zip.File), sheets: make(map[string]string)}
	for _, f := range z.File {
		k.parts[partName(f.Name)] = f
	}
	var workbook struct {
		Properties struct {
			Date1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	var relations struct {
		Relationship []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if err := k.decode("xl/workbook.xml", &workbook); err != nil {
		return nil, err
	}
	if err := k.decode("xl/_rels/workbook.xml.rels", &relations); err != nil {
		return nil, err
	}
	k.since1904 = workbook.Properties.Date1904 == "1" || workbook.Properties.Date1904 == "true"
	for _, s := range workbook.Sheets {
		for _, r := range relations.Relationship {
			if r.ID != s.ID {
				continue
			}
			target := partName(r.Target)
			if !strings.HasPrefix(target, "/") {
				target = "/xl/" + target
			}
			k.sheets[s.Name] = path.Clean(target)[1:]
		}
	}
	err = k.readStyles()
	return k, err
}

// decode reads a part; a part that is not there leaves into unchanged.
func (k *book) decode(part string, into any) error {
	f := k.parts[part]
	if f == nil {
		return nil
	}
	r, err := f.Open()
	if err != nil {
		return damaged()
	}
	defer func() { _ = r.Close() }() // only read
	if err := xml.NewDecoder(r).Decode(into); err != nil {
		return damaged()
	}
	return nil
}

func (k *book) readStyles() error {
	var styles struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Fonts []struct {
			Strike *struct {
				Value string `xml:"val,attr"`
			} `xml:"strike"`
		} `xml:"fonts>font"`
		Cells []struct {
			Format int `xml:"numFmtId,attr"`
			Font   int `xml:"fontId,attr"`
		} `xml:"cellXfs>xf"`
	}
	if err := k.decode("xl/styles.xml", &styles); err != nil {
		return err
	}
	codes := make(map[int]string)
	for _, f := range styles.Formats {
		codes[f.ID] = f.Code
	}
	for _, c := range styles.Cells {
		var f cellFormat
		code, own := codes[c.Format]
		if own {
			f.date, f.monthOnly = dateCode(code)
		} else {
			f.date, f.monthOnly = builtInDate(c.Format)
		}
		if c.Font >= 0 && c.Font < len(styles.Fonts) {
			s := styles.Fonts[c.Font].Strike
			f.struck = s != nil && s.Value != "0" && s.Value != "false"
		}
		k.formats = append(k.formats, f)
	}
	return nil
}

// builtInDate reports whether a format that every program knows by its number shows a date: the common
// ones, those of China, Japan and Korea, and those of Thailand.
func builtInDate(id int) (date, monthOnly bool) {
	switch {
	case id == 17, id == 55, id == 73:
		return true, true
	case id >= 14 && id <= 16, id == 22, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id >= 56 && id <= 58,
		id >= 71 && id <= 74, id == 77, id == 81:
		return true, false
	default:
		return false, false
	}
}

// dateCode reports whether the code of a format shows a date: letters for year, month or day outside of
// quotation marks and brackets. b is the Buddhist year.
func dateCode(code string) (date, monthOnly bool) {
	var plainCode strings.Builder
	skip := rune(0)
	escaped := false
	for _, r := range strings.ToLower(code) {
		switch {
		case escaped:
			escaped = false
		case skip != 0:
			if r == skip {
				skip = 0
			}
		case r == '\\' || r == '_' || r == '*':
			escaped = true
		case r == '"':
			skip = '"'
		case r == '[':
			skip = ']'
		case r == ';':
			return shownDate(plainCode.String())
		default:
			plainCode.WriteRune(r)
		}
	}
	return shownDate(plainCode.String())
}

func shownDate(code string) (date, monthOnly bool) {
	if code == "general" {
		return false, false
	}
	year, month, day := strings.ContainsAny(code, "yb"), strings.Contains(code, "m"), strings.Contains(code, "d")
	return year || day || month && !strings.ContainsAny(code, "hs"), month && !day
}

// exactDigits returns the digits of a whole number as it is stored, and whether the last of them are lost:
// programs keep fifteen.
func exactDigits(stored string) (digits string, lost, ok bool) {
	head, power, scientific := strings.Cut(strings.ToUpper(stored), "E")
	digits = head
	if scientific {
		whole, rest, _ := strings.Cut(head, ".")
		places, err := strconv.Atoi(strings.TrimPrefix(power, "+"))
		if err != nil || places < len(rest) || places > 25 {
			return "", false, false
		}
		lost = len(whole)+len(rest) < 15 && places >= 15
		digits = whole + rest + strings.Repeat("0", places-len(rest))
	}
	if digits == "" || strings.Trim(digits, "0123456789") != "" {
		return "", false, false
	}
	return digits, lost || len(digits) > 15 && strings.HasSuffix(digits, "0"), true
}
