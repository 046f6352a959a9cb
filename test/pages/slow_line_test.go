package pages_test

import (
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// The line on which a queue has to be read within three seconds: 400 kbit/s, and 400 ms to an answer.
const (
	slowBytes   = 400_000 / 8
	slowAnswers = 400
)

// On a slow line, with nothing kept from before, the queue is on the screen within three seconds.
func TestAQueueIsReadOnASlowLine(t *testing.T) {
	t.Parallel()
	site, _ := openEverything(t)
	p := chromium(t).person(t, screen{name: "phone", width: 360, height: 740, scheme: "light"}, "my", site.address)
	p.isIn("consul-kenya")
	_, err := chromedp.Call(p.ctx, network.Enable, network.EnableParams{})
	require.NoError(t, err)
	_, err = chromedp.Call(p.ctx, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true})
	require.NoError(t, err)
	_, err = chromedp.Call(p.ctx, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
		MatchedNetworkConditions: []*network.Conditions{{Latency: slowAnswers, DownloadThroughput: slowBytes, UploadThroughput: slowBytes}},
	})
	require.NoError(t, err)
	p.goes("/inbox")
	seen, err := chromedp.Run(p.ctx, chromedp.Evaluate[float64](`performance.getEntriesByName("first-contentful-paint")[0].startTime`))
	require.NoError(t, err)
	rows, err := chromedp.Run(p.ctx, chromedp.Evaluate[int](`document.querySelectorAll("tbody tr").length`))
	require.NoError(t, err)
	require.Positive(t, rows)
	t.Logf("a queue of %d rows is on the screen after %.0f ms", rows, seen)
	require.GreaterOrEqual(t, seen, 2.0*slowAnswers, "the line is slow: the page and its style sheet take an answer each")
	require.Less(t, seen, 3000.0)
}
