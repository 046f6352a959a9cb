package pages_test

import (
	"os"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// axeFile names the environment variable with the file of axe-core. It is not part of this project, and
// no page serves it: with it, every page that is looked at is held against its rules as well.
const axeFile = "HOMEWARD_AXE"

// accessible holds the page that is open against axe-core.
func (p *person) accessible() {
	p.tb.Helper()
	file := os.Getenv(axeFile)
	if file == "" {
		return
	}
	source, err := os.ReadFile(file)
	require.NoError(p.tb, err)
	rules := "{}"
	if p.screen.scheme == forced { // there the system chooses the colours
		rules = `{"color-contrast": {enabled: false}}`
	}
	found, err := chromedp.Run(p.ctx, chromedp.Evaluate[[]string](string(source)+`;
		axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], rules: `+rules+`}).then((found) =>
			found.violations.flatMap((v) => v.nodes.map((n) => v.id + ": " + n.html.slice(0, 160) + " " + n.failureSummary)))`, chromedp.EvalAwaitPromise))
	require.NoError(p.tb, err)
	require.Empty(p.tb, found, "axe-core finds violations")
}
