// Package web is the pages that people use in a browser: one handler a file, named after what it is
// about and what it does with it, as session_list.go. A handler reads the form, calls a service, and
// fills the view of its page.
//
// A page works without JavaScript, except for passkeys. The package knows no SQL and no Temporal,
// and it checks no rights of its own: the services do, and a page shows what they allow.
package web
