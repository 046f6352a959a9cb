package words

// List joins texts by the rule of the language, as "your name, your health and where you are". It
// returns "" for none.
func (c *Catalogue) List(l Language, all ...string) (string, error) {
	if len(all) == 0 {
		return "", nil
	}
	joined := all[0]
	for i, one := range all[1:] {
		key := "list_and"
		if i < len(all)-2 {
			key = "list_comma"
		}
		var err error
		if joined, err = c.Text(l, key, joined, one); err != nil {
			return "", err
		}
	}
	return joined, nil
}
