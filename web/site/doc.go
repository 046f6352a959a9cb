// Package site is what all pages share: the configuration, who sends a request, the frame of a page and
// its answer, forms as they are sent, cookies, paging. It writes nothing about cases or tasks, and has no
// page of its own.
package site
