// Package sample holds a small invented roster, embedded in the program, for the first start of a
// development machine and for tests. It does not belong to a real operation.
package sample

import (
	"embed"
	"io/fs"
)

//go:embed *.csv
var lists embed.FS

// List is one list of the sample.
type List struct {
	File   string // its name in Files
	Author string // the kind of its author: custodian, embassy or host
	// Nationality is the ISO 3166-1 alpha-3 code of everyone on an embassy's list, which does not
	// contain it, and "" for the other lists.
	Nationality string
}

// AsOf is the day, as YYYY-MM-DD, on which the lists were written. Ages count back from it.
const AsOf = "2025-02-23"

// Files returns the lists as files.
func Files() fs.FS { return lists }

// Lists returns the lists with their authors, the custodian's first.
func Lists() []List {
	return []List{
		{File: "custodian.csv", Author: "custodian"},
		{File: "embassy-ETH.csv", Author: "embassy", Nationality: "ETH"},
		{File: "embassy-IDN.csv", Author: "embassy", Nationality: "IDN"},
		{File: "embassy-IND.csv", Author: "embassy", Nationality: "IND"},
		{File: "embassy-KEN.csv", Author: "embassy", Nationality: "KEN"},
		{File: "embassy-VNM.csv", Author: "embassy", Nationality: "VNM"},
		{File: "host-registration.csv", Author: "host"},
	}
}
