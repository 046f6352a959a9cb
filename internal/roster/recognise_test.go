package roster_test

import (
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"

	"example.org/homeward/internal/roster"
)

func TestName(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		written, display string
		script           roster.Script
	}{
		"Latin":                 {"dang ngoc dat", "dang ngoc dat", roster.Latin},
		"Vietnamese":            {"  Bùi  Minh  Long", "Bùi Minh Long", roster.Latin},
		"decomposed":            {"Bu\u0300i", "Bùi", roster.Latin},
		"order and comma stay":  {"HO, Cong Khanh", "HO, Cong Khanh", roster.Latin},
		"Chinese":               {"邓波", "邓波", roster.Han},
		"Thai":                  {"สมชาย ใจดี", "สมชาย ใจดี", roster.Thai},
		"Burmese":               {"အောင်ထွန်း", "အောင်ထွန်း", roster.Myanmar},
		"Khmer":                 {"សុខ សុភា", "សុខ សុភា", roster.Khmer},
		"Lao":                   {"ບຸນມີ ວົງສາ", "ບຸນມີ ວົງສາ", roster.Lao},
		"Amharic":               {"ከበደ አቤል ወርቁ", "ከበደ አቤል ወርቁ", roster.Ethiopic},
		"Arabic":                {"محمد", "محمد", roster.Arabic},
		"Korean":                {"김민수", "김민수", roster.Hangul},
		"two scripts":           {"邓波 Deng Bo", "邓波 Deng Bo", roster.MixedScript},
		"another script":        {"Ἀνδρέας", "Ἀνδρέας", roster.OtherScript},
		"hidden and turned":     {"A\u202egnu\u200b B", "Agnu B", roster.Latin},
		"a joiner is spelling":  {"ක්\u200dෂ", "ක්\u200dෂ", roster.Sinhala},
		"no letters":            {"12 -", "12 -", roster.NoScript},
		"nothing":               {"", "", roster.NoScript},
		"tabs and line endings": {"LI\r\n\tPING", "LI PING", roster.Latin},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, roster.Name{AsWritten: tt.written, Display: tt.display, Script: tt.script}, roster.NewName(tt.written))
		})
	}
}

func FuzzName(f *testing.F) {
	for _, s := range []string{"Bùi", "  a  b ", "邓波", "A\u202eB", "\xff", "က\u200d"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, written string) {
		n := roster.NewName(written)
		require.Equal(t, written, n.AsWritten)
		if utf8.ValidString(written) {
			require.True(t, norm.NFC.IsNormalString(n.Display))
			require.Equal(t, n.Display, roster.NewName(n.Display).Display, "shown twice is shown the same")
		}
	})
}

func TestSex(t *testing.T) {
	t.Parallel()
	v := vocabulary(t)
	for text, want := range map[string]roster.Sex{
		"M": roster.Male, "male": roster.Male, "ชาย": roster.Male, "男": roster.Male, "Nam": roster.Male,
		"Laki-laki": roster.Male, "ကျား": roster.Male, "F": roster.Female, "FEMALE": roster.Female, "หญิง": roster.Female,
		"女": roster.Female, "Nữ": roster.Female, "perempuan": roster.Female, "": roster.UnknownSex, "X": roster.UnknownSex,
		"-": roster.UnknownSex,
	} {
		got, problem := v.Sex(text)
		require.Equal(t, want, got, "of %q", text)
		require.Empty(t, problem)
	}
	got, problem := v.Sex("Mxyz")
	require.Equal(t, roster.UnknownSex, got)
	require.Equal(t, roster.SexNotRecognised, problem)
}

func TestField(t *testing.T) {
	t.Parallel()
	v := vocabulary(t)
	for heading, want := range map[string]roster.Field{
		"No": roster.FieldRowNumber, "№": roster.FieldRowNumber, "#": roster.FieldRowNumber, "ลำดับที่": roster.FieldRowNumber,
		"序号": roster.FieldRowNumber, "STT": roster.FieldRowNumber, "reg_no": roster.FieldRegistration,
		"NAME": roster.FieldName, "full_name": roster.FieldName, "name_latin": roster.FieldName, "ชื่อ-นามสกุล": roster.FieldName,
		"姓名": roster.FieldName, "အမည်": roster.FieldName, "Nama Lengkap": roster.FieldName, "Họ và tên": roster.FieldName,
		"Name / ชื่อ": roster.FieldName, "Name (as in passport)": roster.FieldName, "ስም": roster.FieldName,
		"name_native": roster.FieldNativeName, "中文名": roster.FieldNativeName, "นามสกุล": roster.FieldSurname,
		"Surname": roster.FieldSurname, "Given names": roster.FieldGivenNames, "M/F": roster.FieldSex, "Sex (M/F)": roster.FieldSex,
		"เพศ": roster.FieldSex, "ကျား/မ": roster.FieldSex, "Giới tính": roster.FieldSex, "Jenis Kelamin": roster.FieldSex,
		"NATIONALITY": roster.FieldNationality, "สัญชาติ": roster.FieldNationality, "国籍": roster.FieldNationality,
		"နိုင်ငံသား": roster.FieldNationality, "Quốc tịch": roster.FieldNationality, "Kewarganegaraan": roster.FieldNationality,
		"Passport No.": roster.FieldDocument, "passport_no": roster.FieldDocument, "document_no": roster.FieldDocument,
		"เลขที่หนังสือเดินทาง": roster.FieldDocument, "护照号码": roster.FieldDocument, "No. Paspor": roster.FieldDocument,
		"Số hộ chiếu": roster.FieldDocument, "Passport No. / ID No.": roster.FieldDocument,
		"D.O.B": roster.FieldBirthDate, "date_of_birth": roster.FieldBirthDate, "birth_date": roster.FieldBirthDate,
		"วันเดือนปีเกิด": roster.FieldBirthDate, "出生日期": roster.FieldBirthDate, "Tanggal lahir": roster.FieldBirthDate,
		"Ngày sinh": roster.FieldBirthDate, "DOB/Age": roster.FieldBirthDate, "Age": roster.FieldAge, "อายุ": roster.FieldAge,
		"Umur": roster.FieldAge, "Place": roster.FieldPlace, "园区": roster.FieldPlace, "phone": roster.FieldPhone,
		"เบอร์โทรศัพท์": roster.FieldPhone, "No. HP": roster.FieldPhone,
		// Near misses that mean something else.
		"Place of birth": roster.NoField, "Tempat lahir": roster.NoField, "Date": roster.NoField, "Passport expiry": roster.NoField,
		"Name/Sex": roster.NoField, "Remarks": roster.NoField, "": roster.NoField, "Mother's name": roster.NoField,
	} {
		require.Equal(t, want, v.Field(heading), "of %q", heading)
	}
}

func TestEveryFieldHasAHeading(t *testing.T) {
	t.Parallel()
	v := vocabulary(t)
	for _, f := range roster.Fields() {
		require.Equal(t, f, v.Field(string(f)), "a column may carry our own word for it")
	}
}
