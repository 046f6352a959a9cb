// Package fonts finds the fonts of the scripts that a reader's device may lack or may draw wrongly, and
// writes the style sheet that names them. A phone with a font of the old Zawgyi encoding draws correct
// Burmese as nonsense, so Burmese always comes from a font that is served; for the other scripts the
// device's own copy of the same font is used if there is one.
//
// The fonts do not belong to the program: they are read at the start from folders of the machine. It
// serves nothing by itself, and it reads nothing but files with the names that it knows.
package fonts
