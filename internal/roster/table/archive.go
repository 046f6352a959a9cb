package table

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"example.org/homeward/internal/roster/refusal"
)

// openPart opens one part of an archive as XML.
func openPart(b []byte, name string) (*xml.Decoder, error) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil || len(z.File) > maxParts {
		return nil, damagedDocument()
	}
	for _, f := range z.File {
		if f.Name != name {
			continue
		}
		part, err := unpacked(f)
		if err != nil {
			return nil, damagedDocument()
		}
		if len(part) > MaxUnpacked {
			return nil, refusal.New(refusal.TooLarge, "The file is too large once unpacked. Send only the table with the list.")
		}
		return xml.NewDecoder(bytes.NewReader(part)), nil
	}
	return nil, damagedDocument()
}

// unpacked reads a part of an archive, and not more than one byte over MaxUnpacked.
func unpacked(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("open a part of an archive: %w", err)
	}
	part, err := io.ReadAll(io.LimitReader(r, MaxUnpacked+1))
	if err := errors.Join(err, r.Close()); err != nil {
		return nil, fmt.Errorf("read a part of an archive: %w", err)
	}
	return part, nil
}

func damagedDocument() error {
	return refusal.New(refusal.WrongKind, "The file is damaged, or protected with a password. Open it in LibreOffice, or in the program that made it, choose File, Save As, without “Save with password”, and send that.")
}

// node is an element of a document, or a text within one.
type node struct {
	name  string // without the namespace; "" for a text
	attrs []xml.Attr
	text  string
	nodes []node
}

// maxNesting is how deep elements are nested in documents that people write, many times over.
const maxNesting = 100

// elementOf reads an element with everything in it.
func elementOf(d *xml.Decoder, e xml.StartElement, depth int) (node, error) {
	n := node{name: e.Name.Local, attrs: e.Attr}
	if depth > maxNesting {
		return n, damagedDocument()
	}
	for {
		t, err := d.Token()
		if err != nil {
			return n, damagedDocument()
		}
		switch x := t.(type) {
		case xml.StartElement:
			child, err := elementOf(d, x.Copy(), depth+1)
			if err != nil {
				return n, err
			}
			n.nodes = append(n.nodes, child)
		case xml.EndElement:
			return n, nil
		case xml.CharData:
			n.nodes = append(n.nodes, node{text: string(x)})
		}
	}
}

func (n *node) attr(name string) string {
	return attribute(xml.StartElement{Attr: n.attrs}, name)
}

// child returns the first child of a name; nil if there is none.
func (n *node) child(name string) *node {
	for i := range n.nodes {
		if n.nodes[i].name == name {
			return &n.nodes[i]
		}
	}
	return nil
}

// writtenText is the text of an element, and how much of it is struck through.
type writtenText struct {
	strings.Builder

	letters, struck int
}

func (t *writtenText) add(s string, struck bool) {
	_, _ = t.WriteString(s) // it never fails
	if s = strings.TrimSpace(s); s != "" {
		t.letters += len(s)
		if struck {
			t.struck += len(s)
		}
	}
}
