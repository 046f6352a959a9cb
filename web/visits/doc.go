// Package visits serves the pages of the time after the return: the visits of a desk, the plan, the visits
// and scores of one person, and what she has agreed about contact. It checks no rights and computes no
// scores. It puts a number of hers into the answer to the form that asks for it and into no other page.
package visits
