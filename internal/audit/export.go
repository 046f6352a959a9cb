package audit

import (
	"bufio"
	"context"
	"encoding/base64"
	"fmt"
	"io"
)

// exportHeading is the first line of an export. Leaves and heads follow in the order of the log, each
// after a line with the number of its bytes, and finally the numbers of both:
//
//	leaf INDEX ROW BYTES HASH SIGNATURE
//	head BYTES
//	end LEAVES HEADS
//
// Hash and signature are in base64, "-" for none; a leaf without its row has -1 bytes. People can read
// it. Everything in it is of class I: who has seen what.
const exportHeading = "homeward audit export 1\n"

// Export writes a log as it is, valid or not, so that it can be stored elsewhere and verified there. It
// returns the number of leaves.
func Export(ctx context.Context, w io.Writer, log Source) (leaves int64, err error) {
	out := bufio.NewWriterSize(w, 1<<16)
	if _, err := out.WriteString(exportHeading); err != nil {
		return 0, fmt.Errorf("write export: %w", err)
	}
	var heads int64
	for item, err := range log.Items(ctx, 0) {
		if err != nil {
			return leaves, err
		}
		if item.Leaf == nil {
			heads++
			err = writeHead(out, item.Head)
		} else {
			leaves++
			err = writeLeaf(out, item.Leaf)
		}
		if err != nil {
			return leaves, fmt.Errorf("write export: %w", err)
		}
	}
	if _, err := fmt.Fprintf(out, "end %d %d\n", leaves, heads); err != nil {
		return leaves, fmt.Errorf("write export: %w", err)
	}
	if err := out.Flush(); err != nil {
		return leaves, fmt.Errorf("write export: %w", err)
	}
	return leaves, nil
}

func writeHead(w *bufio.Writer, head string) error {
	if _, err := fmt.Fprintf(w, "head %d\n", len(head)); err != nil {
		return err
	}
	_, err := w.WriteString(head)
	return err
}

func writeLeaf(w *bufio.Writer, l *Leaf) error {
	signature := "-"
	if len(l.Signature) > 0 {
		signature = base64.StdEncoding.EncodeToString(l.Signature)
	}
	size := len(l.Record)
	if l.Record == nil {
		size = -1
	}
	if _, err := fmt.Fprintf(w, "leaf %d %d %d %s %s\n", l.Index, l.Row, size, l.Hash, signature); err != nil {
		return err
	}
	_, err := w.Write(l.Record)
	return err
}
