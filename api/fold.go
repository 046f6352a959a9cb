package api

import (
	"strings"

	"github.com/labstack/echo/v4"

	"example.org/homeward/api/contract"
)

// foldPath writes the references in the path of a request in small letters, so that one in capitals is
// found, and so that the same write sent again has the same fingerprint.
func foldPath(c echo.Context, op contract.Operation) {
	schemas := map[string]*contract.Schema{}
	for _, p := range op.Parameters {
		if p.In == "path" {
			schemas[p.Name] = p.Schema
		}
	}
	names, values := c.ParamNames(), c.ParamValues()
	for i, name := range names {
		if folded := schemas[name].FoldText(values[i]); folded != values[i] {
			at := c.Request().URL
			at.Path = strings.Replace(at.Path, "/"+values[i], "/"+folded, 1)
			values[i] = folded
		}
	}
	c.SetParamValues(values...)
}

// foldQuery writes the references in the query of a request in small letters. Handlers read the same values.
func foldQuery(c echo.Context, op contract.Operation) {
	query := c.QueryParams()
	for _, p := range op.Parameters {
		for i, text := range query[p.Name] {
			if p.In == "query" {
				query[p.Name][i] = p.Schema.FoldText(text)
			}
		}
	}
}
