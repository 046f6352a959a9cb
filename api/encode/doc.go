// Package encode converts results of use-cases to the types of the contract, field by field. It has the
// types that several resources share. It decides nothing: everything that it is given may be shown.
package encode
