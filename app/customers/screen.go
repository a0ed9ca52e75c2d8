package customers

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regulars/app/screen"
	"regulars/data/book"
	"regulars/data/crm"
)

var (
	_ screen.Screen   = (*Screen)(nil)
	_ screen.Searcher = (*Screen)(nil)
	_ screen.Stepper  = (*Screen)(nil)
	_ screen.Maker    = (*Screen)(nil)
	_ screen.Lister   = (*Screen)(nil)
)

// PartEdit in a route with an ID opens that party's form.
const PartEdit = "edit"

// Screen shows one of three things: the list, a party's page or the form.
type Screen struct {
	env   screen.Env
	root  *fyne.Container
	route screen.Route
	list  *listPage
	page  *partyPage
	form  *form
	// drafts are forms left without saving, by party; the zero ID is a new one's.
	drafts map[crm.ID]*draft
}

// New returns the customers screen with its list on the way.
func New(env screen.Env) screen.Screen {
	s := &Screen{env: env, root: container.NewStack(), drafts: map[crm.ID]*draft{}}
	s.list = newListPage(env)
	s.page = newPartyPage(env, s.Step, s.list.place)
	s.Show(screen.Route{Screen: screen.Customers})
	return s
}

// Content implements screen.Screen.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// Show implements screen.Screen. Query is a text to search for, or filters
// as column=value parted by semicolons: "segment=champions".
func (s *Screen) Show(r screen.Route) {
	s.closeForm()
	s.route = r
	switch {
	case r.New, !r.ID.IsZero() && r.Part == PartEdit:
		s.openForm(r)
	case !r.ID.IsZero():
		s.page.show(r.ID)
		s.put(s.page.root)
	default:
		s.list.narrowTo(r.Query)
		s.put(s.list.root)
	}
}

func (s *Screen) put(o fyne.CanvasObject) {
	s.root.Objects = []fyne.CanvasObject{o}
	s.root.Refresh()
}

func (s *Screen) openForm(r screen.Route) {
	s.form = newForm(s.env, r, s.drafts[r.ID], s.formDone)
	s.put(s.form.root)
	s.form.focusFirst()
}

// closeForm keeps what was typed but not saved.
func (s *Screen) closeForm() {
	if s.form == nil {
		return
	}
	id := s.form.route.ID
	if s.form.saved || !s.form.dirty() {
		delete(s.drafts, id)
	} else {
		s.drafts[id] = s.form.state
	}
	s.form.close()
	s.form = nil
}

// formDone goes where the owner wants to be after saving (id is the party's)
// or leaving the form (zero).
func (s *Screen) formDone(id crm.ID) {
	if id.IsZero() {
		id = s.form.route.ID
	}
	s.env.Go(screen.Route{Screen: screen.Customers, ID: id})
}

// Refresh implements screen.Screen.
func (s *Screen) Refresh(c book.Change) {
	everything := len(c.Touched) == 0
	if everything {
		s.list.build()
	}
	if everything || c.Has(crm.KindParty, crm.KindDocument, crm.KindInteraction, crm.KindBooking, crm.KindTurnAway, crm.KindTag, crm.KindCustomField, crm.KindView, crm.KindSettings) {
		s.list.load()
	}
	switch {
	case s.form != nil && everything:
		s.form.build()
	case s.form == nil && !s.route.ID.IsZero():
		s.page.load()
	}
}

// Close implements screen.Screen.
func (s *Screen) Close() {
	s.closeForm()
	s.list.slot.Cancel()
	s.list.search.Cancel()
	s.page.slot.Cancel()
	s.page.outlookSlot.Cancel()
	s.page.briefSlot.Cancel()
}

// FocusSearch implements screen.Searcher.
func (s *Screen) FocusSearch() {
	if s.form == nil && s.route.ID.IsZero() {
		s.list.focusSearch()
		return
	}
	s.env.Go(screen.Route{Screen: screen.Customers})
	s.list.focusSearch()
}

// List implements screen.Lister.
func (s *Screen) List() fyne.Focusable {
	if s.form != nil || !s.route.ID.IsZero() || s.list.table == nil {
		return nil
	}
	return s.list.table
}

// New implements screen.Maker.
func (s *Screen) New() { s.env.Go(screen.Route{Screen: screen.Customers, New: true}) }

// Step implements screen.Stepper: the next or previous party in the order of
// the list as it is sorted and narrowed.
func (s *Screen) Step(delta int) {
	if s.form != nil || s.route.ID.IsZero() {
		return
	}
	if next, ok := s.list.neighbour(s.route.ID, delta); ok {
		s.env.Go(screen.Route{Screen: screen.Customers, ID: next})
	}
}

// parseQuery reads the query of a route.
func parseQuery(q string) (search string, filters []crm.Filter) {
	if !strings.Contains(q, "=") {
		return q, nil
	}
	for _, part := range strings.Split(q, ";") {
		if column, value, ok := strings.Cut(part, "="); ok {
			filters = append(filters, crm.Filter{Column: column, Op: opIs, Value: value})
		}
	}
	return "", filters
}
