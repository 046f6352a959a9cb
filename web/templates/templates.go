// Package templates holds the HTML templates of the pages, one file a page; frame.html is around
// each of them, and components/ holds the parts that they share. It renders nothing: package view
// does, and gives every template its typed data.
package templates

import (
	"embed"
	"io/fs"
)

//go:embed *.html components/*.html
var files embed.FS

// Frame is the name of the file that is around every page.
const Frame = "frame.html"

// Components matches the files of the parts that pages share.
const Components = "components/*.html"

// Files returns the templates. The name of a page's file is the name of its view.
func Files() fs.FS { return files }
