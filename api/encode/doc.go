// Package encode turns results of use-cases into the types of the contract, field by field. It is
// for what several resources show alike. It decides nothing: what it is given may be shown.
package encode
