package security_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const project = "../.."

// readers are the functions that decode bytes, by import path. For each caller of one of them the
// tests below require the origin of the bytes.
func readers() map[string]*regexp.Regexp {
	match := regexp.MustCompile
	return map[string]*regexp.Regexp{
		"encoding/json": match(`^(Unmarshal|NewDecoder)$`), "encoding/xml": match(`^(Unmarshal|NewDecoder|NewTokenDecoder)$`),
		"go.yaml.in/yaml/v3": match(`^(Unmarshal|NewDecoder)$`), "encoding/csv": match(`^NewReader$`), "encoding/gob": match(`^NewDecoder$`),
		"encoding/hex": match(`^Decode`), "encoding/pem": match(`^Decode$`), "encoding/asn1": match(`^Unmarshal`), "crypto/x509": match(`^Parse`),
		"encoding/base32": match(`Decode`), "encoding/base64": match(`Decode`), "encoding/binary": match(`^(Read|Uvarint|Varint|ReadUvarint)$`),
		"archive/zip": match(`^(NewReader|OpenReader)$`), "archive/tar": match(`^NewReader$`),
		"compress/gzip": match(`^NewReader$`), "compress/zlib": match(`^NewReader$`), "compress/flate": match(`^NewReader$`),
		"net/url": match(`^(Parse|ParseQuery|ParseRequestURI)$`), "net/mail": match(`^Parse`), "mime": match(`^ParseMediaType$`), "mime/multipart": match(`^NewReader$`),
		"github.com/xuri/excelize/v2": match(`^Open`), "google.golang.org/protobuf/proto": match(`Unmarshal`),
		"golang.org/x/mod/sumdb/note": match(`^(Open|NewSigner|NewVerifier)$`), "golang.org/x/mod/sumdb/tlog": match(`^(Parse|Check)`),
		"github.com/go-jose/go-jose/v4": match(`^Parse`), "github.com/go-jose/go-jose/v4/jwt": match(`^Parse`),
		"github.com/go-webauthn/webauthn/protocol": match(`^Parse`), "golang.org/x/text/language": match(`^Parse`),
		"github.com/tink-crypto/tink-go/v2/keyset":                  match(`^(Read|NewBinaryReader|NewJSONReader)`),
		"github.com/tink-crypto/tink-go/v2/insecurecleartextkeyset": match(`^Read`),
	}
}

// site is a place where bytes are decoded: a folder and a function in it.
type site struct{ dir, function string }

// reading finds every place of the product that calls one of the readers.
func reading(tb testing.TB) map[site][]string {
	tb.Helper()
	found := map[site][]string{}
	known := readers()
	require.NoError(tb, filepath.WalkDir(project, func(file string, entry fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(project, file)
		if err != nil || entry.IsDir() {
			if entry.IsDir() && (strings.HasPrefix(entry.Name(), ".") && rel != "." || slices.Contains([]string{"test", "tools", "internal/pgtest"}, rel)) {
				return filepath.SkipDir
			}
			return err
		}
		if !strings.HasSuffix(rel, ".go") || strings.HasSuffix(rel, "_test.go") || strings.HasSuffix(rel, ".gen.go") {
			return nil
		}
		syntax, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		imports := map[string]string{}
		for _, one := range syntax.Imports {
			from := strings.Trim(one.Path.Value, `"`)
			name := path.Base(from)
			if regexp.MustCompile(`^v\d+$`).MatchString(name) {
				name = path.Base(path.Dir(from))
			}
			name = strings.TrimPrefix(name, "go-")
			if one.Name != nil {
				name = one.Name.Name
			}
			imports[name] = from
		}
		for _, decl := range syntax.Decls {
			where := site{path.Dir(filepath.ToSlash(rel)), nameOf(decl)}
			ast.Inspect(decl, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				method, ok := call.Fun.(*ast.SelectorExpr)
				if !ok {
					return true
				}
				base := method.X
				for { // base64.RawURLEncoding.DecodeString
					inner, ok := base.(*ast.SelectorExpr)
					if !ok {
						break
					}
					base = inner.X
				}
				if from, ok := base.(*ast.Ident); ok && known[imports[from.Name]] != nil && known[imports[from.Name]].MatchString(method.Sel.Name) {
					found[where] = append(found[where], imports[from.Name]+"."+method.Sel.Name)
				}
				return true
			})
		}
		return nil
	}))
	return found
}

func nameOf(decl ast.Decl) string {
	f, ok := decl.(*ast.FuncDecl)
	if !ok {
		return "a variable"
	}
	if f.Recv == nil {
		return f.Name.Name
	}
	of := f.Recv.List[0].Type
	if star, ok := of.(*ast.StarExpr); ok {
		of = star.X
	}
	switch of := of.(type) {
	case *ast.Ident:
		return of.Name + "." + f.Name.Name
	case *ast.IndexExpr:
		if name, ok := of.X.(*ast.Ident); ok {
			return name.Name + "." + f.Name.Name
		}
	}
	return f.Name.Name
}

// Every place that decodes bytes from outside has a fuzz target, and for every other place the origin of
// the bytes is listed.
func TestEveryDecoderIsFuzzed(t *testing.T) {
	t.Parallel()
	said, found := decoders(), reading(t)
	require.Greater(t, len(found), 10)
	var missing []string
	for where, calls := range found {
		if _, ok := said[where]; !ok {
			missing = append(missing, fmt.Sprintf("%s of %s calls %v", where.function, where.dir, calls))
		}
	}
	slices.Sort(missing)
	require.Empty(t, missing, "name their fuzz targets in decoders(), or say why they read nothing from outside")
	for where, by := range said {
		_, ok := found[where]
		require.True(t, ok, "%s of %s reads nothing any more: take it out of decoders()", where.function, where.dir)
		if by.because != "" {
			require.Empty(t, by.fuzz)
			require.Greater(t, len(strings.Fields(by.because)), 4, "%s of %s", where.function, where.dir)
			continue
		}
		dir, target, ok := strings.Cut(by.fuzz, ":")
		require.True(t, ok, "%s of %s", where.function, where.dir)
		require.True(t, hasTarget(t, dir, target), "%s has no fuzz target %s", dir, target)
	}
}

// hasTarget reports whether a folder's tests have such a fuzz target, with seeds.
func hasTarget(tb testing.TB, dir, target string) bool {
	tb.Helper()
	files, err := filepath.Glob(filepath.Join(project, dir, "*_test.go"))
	require.NoError(tb, err)
	return slices.ContainsFunc(files, func(file string) bool {
		content, err := os.ReadFile(file)
		require.NoError(tb, err)
		return regexp.MustCompile(`(?s)func ` + target + `\(f \*testing\.F\) \{.*f\.Add\(.*f\.Fuzz\(`).Match(content)
	})
}
