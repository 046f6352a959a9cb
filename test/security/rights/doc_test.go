// Package rights_test holds the rights against sentences of the field: who may see a survivor, who may act
// for her, and that the set of those who see her never grows against her will. The expectations are
// written here, apart from the tables of package policy, and every officer of the shipped directory is
// tried: each desk, in each role that may be there.
package rights_test
