package reference

import (
	"html/template"
	"strings"
)

// text renders the Markdown that descriptions use: paragraphs, lists, headings, tables, code
// blocks, and bold, emphasis and code within a line. Everything else is shown as it is written.
func text(description string) template.HTML {
	var out strings.Builder
	for _, block := range blocks(description) {
		out.WriteString(renderBlock(block))
	}
	return template.HTML(out.String()) //nolint:gosec // every line is escaped in inline
}

// blocks splits a description at empty lines.
func blocks(description string) [][]string {
	var out [][]string
	var one []string
	for _, line := range append(strings.Split(description, "\n"), "") {
		if strings.TrimSpace(line) != "" {
			one = append(one, line)
			continue
		}
		if one != nil {
			out, one = append(out, one), nil
		}
	}
	return out
}

func renderBlock(lines []string) string {
	first := lines[0]
	switch {
	case strings.HasPrefix(first, "## "):
		return "<h3>" + inline(first[3:]) + "</h3>"
	case strings.HasPrefix(first, "- "):
		return list(lines)
	case strings.HasPrefix(first, "|"):
		return table(lines)
	case strings.HasPrefix(first, "    "):
		return codeBlock(lines)
	default:
		return "<p>" + inline(strings.Join(lines, " ")) + "</p>"
	}
}

func list(lines []string) string {
	var items []string
	for _, line := range lines {
		if rest, begins := strings.CutPrefix(line, "- "); begins {
			items = append(items, rest)
		} else {
			items[len(items)-1] += " " + strings.TrimSpace(line)
		}
	}
	var out strings.Builder
	for _, item := range items {
		out.WriteString("<li>" + inline(item) + "</li>")
	}
	return "<ul>" + out.String() + "</ul>"
}

func table(lines []string) string {
	var out strings.Builder
	for i, line := range lines {
		if i == 1 { // the line between heading and rows
			continue
		}
		tag := "td"
		if i == 0 {
			tag = "th"
		}
		out.WriteString("<tr>")
		for cell := range strings.SplitSeq(strings.Trim(line, "| "), "|") {
			out.WriteString("<" + tag + ">" + inline(strings.TrimSpace(cell)) + "</" + tag + ">")
		}
		out.WriteString("</tr>")
	}
	return "<table>" + out.String() + "</table>"
}

func codeBlock(lines []string) string {
	var out []string
	for _, line := range lines {
		out = append(out, template.HTMLEscapeString(strings.TrimPrefix(line, "    ")))
	}
	return "<pre><code>" + strings.Join(out, "\n") + "</code></pre>"
}

// inline escapes a line and renders `code`, **bold** and *emphasis*. A mark without a partner is
// shown as it is.
func inline(line string) string {
	line = template.HTMLEscapeString(line)
	line = pairs(line, "`", "code")
	line = pairs(line, "**", "strong")
	return pairs(line, "*", "em")
}

func pairs(line, mark, tag string) string {
	var out strings.Builder
	for {
		begin := strings.Index(line, mark)
		if begin < 0 {
			break
		}
		length := strings.Index(line[begin+len(mark):], mark)
		if length < 1 {
			break
		}
		end := begin + len(mark) + length
		inner := line[begin+len(mark) : end]
		if tag == "code" { // no other marks within code
			inner = strings.ReplaceAll(inner, "*", "&#42;")
		}
		out.WriteString(line[:begin] + "<" + tag + ">" + inner + "</" + tag + ">")
		line = line[end+len(mark):]
	}
	return out.String() + line
}
