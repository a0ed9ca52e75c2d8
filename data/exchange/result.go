package exchange

import (
	"strings"

	"regulars/data/crm"
	"regulars/data/exchange/table"
)

// Result says what an import did. Its JSON form is the contract of the
// terminal. Every row of the files is counted once: CreatedRows +
// UpdatedRows + Skipped + Rejected = Rows.
type Result struct {
	Files   []FileResult   `json:"files"`
	Rows    int            `json:"rows"`
	Created map[string]int `json:"created"` // records by kind
	Updated map[string]int `json:"updated"` // records by kind
	// CreatedRows and UpdatedRows went into new and into changed customers or documents.
	CreatedRows int        `json:"created_rows"`
	UpdatedRows int        `json:"updated_rows"`
	Skipped     int        `json:"skipped"` // rows the book had already, and rows that are no sale
	Rejected    int        `json:"rejected"`
	WalkIn      int        `json:"walk_in_rows"` // of the imported and known ones, those without a customer
	Net         crm.Amount `json:"net_minor"`    // of all documents of the files, base currency
	Currency    string     `json:"currency"`
	ChangeSet   crm.ID     `json:"change_set"`
	RejectFile  string     `json:"reject_file"`  // the first of RejectFiles
	RejectFiles []string   `json:"reject_files"` // one for each file with rejected rows
	// Problems are the warnings about whole files, the first rejected rows,
	// and the first warnings about rows, for showing.
	Problems []table.Problem `json:"problems"`
}

// FileResult says how a file was understood.
type FileResult struct {
	Path      string          `json:"path"`
	As        table.As        `json:"as"`
	Format    string          `json:"format"`
	Encoding  string          `json:"encoding"`
	Separator string          `json:"separator"`
	DateOrder table.DateOrder `json:"date_order"`
	sha256    string
}

// Refused is a file of which nothing can be imported, with every reason.
type Refused struct {
	Path     string
	Problems []table.Problem // at least one
}

// Error names the first reasons in English.
func (r *Refused) Error() string {
	parts := make([]string, 0, 3)
	for i, p := range r.Problems {
		if i == 3 {
			parts = append(parts, "…")
			break
		}
		parts = append(parts, p.Error())
	}
	return strings.Join(parts, "; ")
}

// Key is the translation key of the first reason.
func (r *Refused) Key() string { return r.Problems[0].Key() }

// problemsShown bounds each list of problems kept for showing.
const problemsShown = 200

// findings are the problems met while reading, the first of each sort.
type findings struct {
	files, rejects, warnings []table.Problem
}

func keep(list *[]table.Problem, problems ...table.Problem) {
	room := max(0, problemsShown-len(*list))
	*list = append(*list, problems[:min(room, len(problems))]...)
}

func (f *findings) all() []table.Problem {
	return append(append(append([]table.Problem{}, f.files...), f.rejects...), f.warnings...)
}

func onlyErrors(problems []table.Problem) (out []table.Problem) {
	for _, p := range problems {
		if !p.Warning() {
			out = append(out, p)
		}
	}
	return out
}
