package site

import (
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"
)

// foldPath writes the references and names of tasks in an address in small letters, as they are written, so that
// one that was typed in capitals is found. It returns the address to which a browser is sent, so that the page
// has one address; "" if it stays, as the address of a sent form does.
func foldPath(c echo.Context) string {
	path, values := c.Request().URL.Path, c.ParamValues()
	for i, name := range c.ParamNames() {
		folded := strings.ToLower(values[i])
		if !slices.Contains([]string{"case", "task", "movement", "operation", "list", "erasure"}, name) || folded == values[i] {
			continue
		}
		path = strings.Replace(path, "/"+values[i], "/"+folded, 1)
		values[i] = folded
	}
	c.SetParamValues(values...)
	if path == c.Request().URL.Path || c.Request().Method != http.MethodGet {
		return ""
	}
	return WithQuery(path, c.QueryParams())
}
