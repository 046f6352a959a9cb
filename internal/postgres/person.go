package postgres

import (
	"context"
	"database/sql"
	"errors"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster/birth"
)

// personRow is a sealed row of people.
type personRow struct {
	Name            []byte `db:"name"`
	NativeName      []byte `db:"native_name"`
	Birth           []byte `db:"birth"`
	Sex             []byte `db:"sex"`
	Nationality     []byte `db:"nationality"`
	NationalityRaw  []byte `db:"nationality_raw"`
	ClaimedDocument []byte `db:"document_number"`
	Languages       []byte `db:"languages"`
	Phone           []byte `db:"phone"`
	Place           []byte `db:"place"`
	Remark          []byte `db:"remark"`
}

// textColumns pairs the columns that hold text with the fields of a person.
func (r *personRow) textColumns(p *record.Person) []struct {
	col    sealdb.Column
	sealed *[]byte
	plain  *string
} {
	return []struct {
		col    sealdb.Column
		sealed *[]byte
		plain  *string
	}{
		{sealdb.ColName, &r.Name, &p.Name},
		{sealdb.ColNativeName, &r.NativeName, &p.NativeName},
		{sealdb.ColSex, &r.Sex, (*string)(&p.Sex)},
		{sealdb.ColNationality, &r.Nationality, &p.Nationality},
		{sealdb.ColNationalityRaw, &r.NationalityRaw, &p.NationalityRaw},
		{sealdb.ColClaimedDocument, &r.ClaimedDocument, &p.DocumentNumber},
		{sealdb.ColLanguages, &r.Languages, &p.Languages},
		{sealdb.ColPhone, &r.Phone, &p.Phone},
		{sealdb.ColPlace, &r.Place, &p.Place},
		{sealdb.ColRemark, &r.Remark, &p.Remark},
	}
}

// putPerson writes the person of a case. Fields that are empty in p stay as they are; replaced values
// stay in the words of the change that brought them.
func (s *Store) putPerson(ctx context.Context, tx *db.Tx, ref casework.Ref, p record.Person) error {
	var row personRow
	for _, f := range row.textColumns(&p) {
		sealed, err := s.box.SealText(ctx, sealdb.OfCase(ref), f.col, "", *f.plain)
		if err != nil {
			return err
		}
		*f.sealed = sealed
	}
	if p.Birth.AsWritten != "" || len(p.Birth.Readings) > 0 {
		var err error
		if row.Birth, err = s.box.SealJSON(ctx, sealdb.OfCase(ref), sealdb.ColBirth, "", p.Birth); err != nil {
			return err
		}
	}
	_, err := db.Exec(ctx, tx, "write person", `insert into app.people as p
		(case_ref, name, native_name, birth, sex, nationality, nationality_raw, document_number, languages, phone, place, remark)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
		on conflict (case_ref) do update set
		name = coalesce(excluded.name, p.name), native_name = coalesce(excluded.native_name, p.native_name),
		birth = coalesce(excluded.birth, p.birth), sex = coalesce(excluded.sex, p.sex),
		nationality = coalesce(excluded.nationality, p.nationality), nationality_raw = coalesce(excluded.nationality_raw, p.nationality_raw),
		document_number = coalesce(excluded.document_number, p.document_number), languages = coalesce(excluded.languages, p.languages),
		phone = coalesce(excluded.phone, p.phone), place = coalesce(excluded.place, p.place), remark = coalesce(excluded.remark, p.remark)`,
		ref, row.Name, row.NativeName, row.Birth, row.Sex, row.Nationality, row.NationalityRaw, row.ClaimedDocument,
		row.Languages, row.Phone, row.Place, row.Remark)
	if err != nil {
		return err
	}
	return s.indexPerson(ctx, tx, ref)
}

const personColumns = `name, native_name, birth, sex, nationality, nationality_raw, document_number, languages, phone, place, remark`

// person reads the person of a case; nil if none was recorded.
func (s *Store) person(ctx context.Context, tx *db.Tx, ref casework.Ref) (*record.Person, error) {
	var row personRow
	err := db.Get(ctx, tx, "read person", &row, `select `+personColumns+` from app.people where case_ref = $1`, ref)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil //nolint:nilnil // no person was recorded
	}
	if err != nil {
		return nil, err
	}
	return s.openPerson(ctx, ref, &row)
}

func (s *Store) openPerson(ctx context.Context, ref casework.Ref, row *personRow) (*record.Person, error) {
	var p record.Person
	var err error
	for _, f := range row.textColumns(&p) {
		if *f.plain, err = s.box.OpenText(ctx, sealdb.OfCase(ref), f.col, "", *f.sealed); err != nil {
			return nil, err
		}
	}
	var born birth.Date
	if _, err := s.box.OpenJSON(ctx, sealdb.OfCase(ref), sealdb.ColBirth, "", row.Birth, &born); err != nil {
		return nil, err
	}
	p.Birth = born
	return &p, nil
}
