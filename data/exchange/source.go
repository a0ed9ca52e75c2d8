package exchange

import (
	"slices"
	"strings"

	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/exchange/table"
)

// Source is a file read and understood, ready to be shown, changed by hand
// and imported.
type Source struct {
	Path    string
	Table   *table.Table
	Sniff   *table.Sniff
	Mapping table.Mapping
	// Env overrules what the file proves; only what a person chose is set.
	Env table.Env
	// Saved is the name of the saved mapping in use, "" for none.
	Saved string
}

// Read opens a file and works out what its rows and columns are. An error is
// a *table.Problem.
func Read(path string, o table.Options) (*Source, error) {
	t, err := table.Open(path, o)
	if err != nil {
		return nil, err
	}
	s := &Source{Path: path, Table: t, Sniff: t.Sniff()}
	s.Mapping = s.Sniff.Recognise()
	return s, nil
}

// SetAs reads the rows as what a person chose, whatever the headings say.
func (s *Source) SetAs(as table.As) {
	s.Mapping = table.RecogniseAs(as, s.Sniff.Header, s.Sniff.Sample)
}

// UseSaved applies the newest saved mapping whose headings are the file's.
func (s *Source) UseSaved(r book.Reader) error {
	maps, err := SavedMaps(r)
	for _, m := range slices.Backward(maps) {
		if sameHeader(m.Header, s.Table.Header) && s.Use(m) {
			return nil
		}
	}
	return err
}

// Use applies a saved mapping; false when it does not fit the file.
func (s *Source) Use(m *crm.ImportMap) bool {
	mapping, ok := table.SavedMapping(m.As, m.Fields)
	if !ok || len(m.Fields) != len(s.Table.Header) {
		return false
	}
	s.Mapping, s.Saved = mapping, m.Name
	s.Env.DateOrder, s.Env.Currency = table.DateOrder(m.DateOrder), m.Currency
	if m.Decimal != "" {
		s.Env.Decimal = m.Decimal[0]
	}
	return true
}

func sameHeader(a, b []string) bool {
	return slices.EqualFunc(a, b, func(x, y string) bool { return strings.EqualFold(strings.TrimSpace(x), strings.TrimSpace(y)) })
}

// Map is the source's mapping as a record to save under a name.
func (s *Source) Map(name string) *crm.ImportMap {
	m := &crm.ImportMap{Name: name, As: string(s.Mapping.As), Header: s.Table.Header, Fields: s.Mapping.Fields(),
		DateOrder: string(s.Env.DateOrder), Currency: s.Env.Currency}
	if s.Env.Decimal != 0 {
		m.Decimal = string(s.Env.Decimal)
	}
	return m
}

// SavedMaps lists the saved mappings, oldest first.
func SavedMaps(r book.Reader) ([]*crm.ImportMap, error) { return book.List[crm.ImportMap](r) }

// MapColumn sends the column with a heading to a target; false when there is none.
func (s *Source) MapColumn(heading string, to table.Target) bool {
	for i, h := range s.Table.Header {
		if strings.EqualFold(h, heading) {
			s.SetTarget(i, to)
			return true
		}
	}
	return false
}

// SetTarget sends one column to a target.
func (s *Source) SetTarget(column int, to table.Target) {
	s.Mapping.Columns = slices.Clone(s.Mapping.Columns)
	s.Mapping.Columns[column] = to
	if m, ok := table.SavedMapping(string(s.Mapping.As), s.Mapping.Fields()); ok {
		s.Mapping = m // works out again what is missing
	}
}

// Plan makes the mapping ready for a book with these settings. Problems that
// are not warnings forbid the import.
func (s *Source) Plan(settings crm.Settings) (*table.Plan, []table.Problem) {
	env := s.Env
	env.PhoneRegion, env.FamilyFirst = settings.PhoneCountry, settings.FamilyFirst
	env.Location = settings.Location()
	plan, problems := s.Table.Plan(s.Sniff, s.Mapping, env)
	if s.Mapping.As == table.AsUnknown {
		// None of them all: the headings name nothing to go by.
		problems = append(problems, table.Problem{Code: table.CodeColumnMissing, File: s.Table.Name, Value: string(table.DisplayName) + ", " + string(table.SaleDate)})
	}
	return plan, problems
}
