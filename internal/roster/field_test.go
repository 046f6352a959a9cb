package roster_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/roster"
)

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
