package words

import "io/fs"

// Read makes a catalogue of the files of a test.
func Read(files fs.FS) (*Catalogue, error) { return read(files) }
