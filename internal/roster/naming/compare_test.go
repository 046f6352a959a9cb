package naming_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/roster/naming"
)

// TestNamesOfTheField has names on record and what people type for them, as the field reports them: one person each.
func TestNamesOfTheField(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		a, b  string
		parts int
		same  bool
	}{
		"one part written otherwise":                {"Wanjiku Njeri Auma", "Wanjiku Nyeri Auma", 2, false},
		"doubled letters":                           {"Mohammed Hassan Ali", "Mohamed Hassan", 2, false},
		"doubled letters, whole":                    {"Mohammed Hassan Ali", "Mohammed Hasan Ali", 3, true},
		"a Thai title before the name":              {"นางสาวสมหญิง ใจดี", "สมหญิง ใจดี", 2, true},
		"a Thai title, short":                       {"นางสาวสมหญิง ใจดี", "น.ส. สมหญิง ใจดี", 2, true},
		"a Thai title, short and joined":            {"นางสาวสมหญิง ใจดี", "น.ส.สมหญิง ใจดี", 2, true},
		"one script of two":                         {"王小明 Wang Xiaoling", "王小明", 1, true},
		"the other script of two":                   {"王小明 Wang Xiaoling", "Xiaoling WANG", 2, false},
		"two scripts without a space":               {"王小明Wang Xiaoling", "王小明", 1, true},
		"split":                                     {"Li Xiaoming", "Li Xiao Ming", 2, true},
		"split, in another order":                   {"LI XIAOMING", "Xiao Ming Li", 2, true},
		"without a title":                           {"Daw Mya", "Mya", 1, true},
		"with another title":                        {"Daw Mya", "Ma Mya", 1, true},
		"Amharic letters of one sound":              {"ኃይለ ገብረማርያም", "ሃይለ ገብረማርያም", 2, true},
		"Amharic, the first vowel":                  {"ኃይለ ገብረማርያም", "ሀይለ ገብረማርያም", 2, true},
		"Amharic, split":                            {"ኃይለ ገብረማርያም", "ኃይለ ገብረ ማርያም", 2, true},
		"Arabic without hamza":                      {"أحمد محمد", "احمد محمد", 2, true},
		"Arabic with vowels":                        {"مُحَمَّد أحمد", "محمد احمد", 2, true},
		"Arabic taa marbuta":                        {"فاطمة علي", "فاطمه على", 2, true},
		"Arabic joined":                             {"عبد الله حسن", "عبدالله حسن", 2, true},
		"hyphen and apostrophe":                     {"Mary-Anne O’Connor", "MaryAnne OConnor", 2, true},
		"apostrophe typed straight":                 {"Mary-Anne O’Connor", "mary anne o'connor", 3, true},
		"order":                                     {"Wanjiku Njeri", "Njeri Wanjiku", 2, true},
		"Vietnamese in capitals":                    {"Nguyễn Văn An", "NGUYEN VAN AN", 3, true},
		"a Chinese family name that may be a title": {"Ma Long", "Long Ma", 2, true},
		"Burmese title joined":                      {"ဒေါ်မြ", "မမြ", 1, true},
		"Burmese with and without spaces":           {"အောင် အောင်", "အောင်အောင်", 1, true},
		"Thai with and without spaces":              {"สมชาย ใจดี", "สมชายใจดี", 1, true},
		"a Thai tone is another name":               {"สมหญิง ใจดี", "สมหญิง ใจดิ", 1, false},
		"sara am before or after its tone":          {"น้ำฝน", "นํ้าฝน", 1, true},
		"a word twice":                              {"Maung Maung", "U Maung Maung", 2, true},
		"a word once":                               {"Maung Maung", "Maung", 1, false},
		"one frequent word":                         {"Siti Nurhaliza", "Siti Aminah", 1, false},
		"vowel signs are letters":                   {"ကို", "ကု", 0, false},
		"another family name":                       {"Wang Xiaoming", "Li Xiao Ming", 1, false},
		"Le is not Lee":                             {"Le An", "Lee An", 1, false},
		"digits of a script":                        {"Room ၁၂", "room 12", 2, true},
		"a Burmese name twice is a name":            {"မမ", "ဒေါ်မမ", 1, true},
		"titles alone":                              {"U", "Daw", 0, false},
		"signs alone":                               {"--", "--", 0, false},
		"nothing":                                   {"", "", 0, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a, b := naming.Read(tt.a), naming.Read(tt.b)
			require.Equal(t, naming.Likeness{Parts: tt.parts, Same: tt.same}, naming.Compare(a, b))
			require.Equal(t, naming.Compare(a, b), naming.Compare(b, a), "in either order")
		})
	}
}
