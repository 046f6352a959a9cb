package stories_test

import (
	"database/sql"
	"fmt"
	"os"

	"github.com/lib/pq"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/devstack"
	"example.org/homeward/internal/reading"
)

// ordinary returns an error if an account of an ordinary desk has come to more than half of the limit of its role in
// the stories: so many files of one origin or operation that its work did not explain. All stories together take less
// than an hour, in which they do the work of months. With HOMEWARD_MEASURE it prints what it measured.
func ordinary() error {
	built.Lock()
	defer built.Unlock()
	for _, h := range built.sites {
		if h.stack == nil {
			continue
		}
		if err := h.ordinary(); err != nil {
			return err
		}
	}
	return nil
}

const readMost = `select role, max(n) from (
	select role, account, count(*) as n from app.file_reads where account <> $1 group by role, account, origin
	union all select role, account, count(*) from app.file_reads where account <> $1 and operation_ref <> '' group by role, account, operation_ref) x
	group by role order by role`

func (h *site) ordinary() error {
	connector, err := pq.NewConnector(h.stack.RoleDSN(devstack.Superuser))
	if err != nil {
		return err
	}
	db := sql.OpenDB(connector)
	defer db.Close()
	hasty.Lock()
	except := hasty.account
	hasty.Unlock()
	rows, err := db.Query(readMost, except)
	if err != nil {
		return nil // the stack did not come up, which a story has reported
	}
	defer rows.Close()
	for rows.Next() {
		var role casework.Role
		var most int
		if err := rows.Scan(&role, &most); err != nil {
			return err
		}
		if os.Getenv("HOMEWARD_MEASURE") != "" {
			fmt.Fprintln(os.Stderr, "measured", role, most)
		}
		if limit := reading.LimitOf(role); 2*most > limit.Hour {
			return fmt.Errorf("a %s of an ordinary story has read %d files that no work explains: more than half of the limit of %d", role, most, limit.Hour)
		}
	}
	return rows.Err()
}
