package screen

import (
	"regulars/data/book"
	"regulars/data/crm"
)

// ReasonLabels are what the owner calls the reasons on the lists, by id as text.
func ReasonLabels(b *book.Book) (map[string]string, error) {
	all, err := book.List[crm.Reason](b)
	labels := map[string]string{}
	for _, r := range all {
		labels[r.ID.String()] = r.Label
	}
	return labels, err
}
