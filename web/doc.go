// Package web is the pages that people use in a browser. It joins the tables of routes of the packages of
// pages below it, and has the pages that belong to none of them: home, help, errors. It has no page of a
// case, a task or an account.
//
// A page works without JavaScript, except for passkeys. The pages know no SQL and no Temporal, and they
// check no rights of their own: the use-cases do, and a page shows what they allow.
package web
