package spelling_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"

	"example.org/homeward/internal/roster/spelling"
)

// Each name in the old font, and as ICU 72.1 (uconv -x Zawgyi-my) converts it, except where noted. The names are common words and
// given names.
func TestFromOldFont(t *testing.T) {
	t.Parallel()
	for old, want := range map[string]string{
		"ေမာင္ျမင့္သူ": "မောင်မြင့်သူ", "က်ား": "ကျား", "ျမန္မာ": "မြန်မာ", "မခင္ေမ": "မခင်မေ", "ေအာင္ေအာင္": "အောင်အောင်",
		"စန္းစန္းေအး": "စန်းစန်းအေး", "သင္းသင္းၾကည္": "သင်းသင်းကြည်", "ေက်ာ္ေဇာ္": "ကျော်ဇော်", "ႏွင္းႏွင္း": "နှင်းနှင်း",
		"ၿဖိဳး": "ဖြိုး", "ျဖဴ": "ဖြူ", "ဥကၠာ": "ဥက္ကာ", "သႏၲာ": "သန္တာ", "ညိဳညိဳ": "ညိုညို", "ကၽြန္ေတာ္": "ကျွန်တော်",
		"မင္းသိဂႌ": "မင်းသိင်္ဂီ", "ဝင္းေမာင္": "ဝင်းမောင်", "၀င္းေမာင္": "ဝင်းမောင်", "လွ": "လှ", "ျမ": "မြ",
		"အိျႏၵ": "အိန္ဒြ", "အိေျႏၵ": "အိန္ဒြေ", // ICU breaks these: the stacked letter stands before the signs
		"ၾသဂုတ္": "သြဂုတ်", "ဥာဏ္": "ဥာဏ်", "သႀကၤန္": "သင်္ကြန်", "ပုဂၢိဳလ္": "ပုဂ္ဂိုလ်", "မႈ": "မှု", "သဲသဲ": "သဲသဲ", "မမ": "မမ", "သူဇာ": "သူဇာ", "ဦး": "ဦး", "၂၀၀၉": "၂၀၀၉", "A ၁": "A ၁",
	} {
		got, ok := spelling.FromOldFont(old)
		require.True(t, ok, want)
		require.Equal(t, norm.NFC.String(want), got)
	}
	for _, damaged := range []string{"ာမ", "ေ", "မေ", "ေေမ", "ျ"} {
		got, ok := spelling.FromOldFont(damaged)
		require.False(t, ok && got != "", "%q", damaged)
	}
}

// Structure decides, and never how likely a short name looks.
func TestFontOf(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]spelling.Font{
		"သဲသဲ": spelling.SameInBoth, "မမ": spelling.SameInBoth, "အိအိ": spelling.SameInBoth, "သူဇာ": spelling.SameInBoth,
		"သီတာ": spelling.SameInBoth, "ဦး": spelling.SameInBoth, "Kiprop": spelling.SameInBoth, "၂၀၀၉": spelling.SameInBoth,
		"ခင့်": spelling.InUnicode, "ကျော်ဇော်": spelling.InUnicode, "မောင်မြင့်သူ": spelling.InUnicode, "ကျား": spelling.InUnicode,
		"အိန္ဒြေ": spelling.InUnicode, "ဉာဏ်": spelling.InUnicode, "ဩဂုတ်": spelling.InUnicode, "ယောက်ျား": spelling.InUnicode,
		"မင်္ဂလာ": spelling.InUnicode, "ဒေါ်": spelling.InUnicode, "ကျွန်ုပ်": spelling.InUnicode,
		"ေမာင္ျမင့္သူ": spelling.InOldFont, "က်ား": spelling.InOldFont, "မခင္ေမ": spelling.InOldFont, "ခ်ိဳ": spelling.InOldFont,
		"လွ": spelling.InEither, "မြ": spelling.InEither,
		"ေမာင္ေ": spelling.Damaged,
	} {
		require.Equal(t, want, spelling.FontOf(text), text)
	}
}
