package sales

import (
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

// Screen shows one of five things: the documents, one of them, the form, the
// products, or one of those.
type Screen struct {
	env   screen.Env
	root  *fyne.Container
	route screen.Route

	docs     *docList
	doc      *docPage
	form     *form
	products *productList
	product  *productPage
	// kept is a new order left without saving.
	kept *draft
}

// New returns the sales screen with its list on the way.
func New(env screen.Env) screen.Screen {
	s := &Screen{env: env, root: container.NewStack()}
	s.docs, s.products = newDocList(env), newProductList(env)
	s.doc, s.product = newDocPage(env, s.Step), newProductPage(env, s.Step)
	s.Show(screen.Route{Screen: screen.Sales})
	return s
}

// Content implements screen.Screen.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// Show implements screen.Screen. New with an ID begins an order for that
// party; Query is a text to search for, "party=<id>" for the documents of a
// party, and with New what the document is made from: "copy=<id>" and so on.
func (s *Screen) Show(r screen.Route) {
	s.closeForm()
	s.route = r
	switch {
	case r.Part == PartProducts:
		s.showProducts(r)
	case r.New, r.Part == PartEdit && !r.ID.IsZero():
		s.openForm(r)
	case !r.ID.IsZero():
		s.doc.show(r.ID)
		s.put(s.doc.root)
	default:
		s.docs.narrowTo(r.Query)
		if s.docs.data == nil && !s.docs.slot.Busy() {
			s.docs.load()
		}
		s.put(s.docs.root)
	}
}

func (s *Screen) showProducts(r screen.Route) {
	if r.New || !r.ID.IsZero() {
		s.put(s.product.root) // a form finds its fields only where they are seen
		s.product.show(r)
		return
	}
	s.products.narrowTo(r.Query)
	if s.products.data == nil && !s.products.slot.Busy() {
		s.products.load()
	}
	s.put(s.products.root)
}

func (s *Screen) put(o fyne.CanvasObject) {
	s.root.Objects = []fyne.CanvasObject{o}
	s.root.Refresh()
}

// openForm takes up an order left unsaved when nothing in particular is asked
// for.
func (s *Screen) openForm(r screen.Route) {
	var earlier *draft
	if r.New && r.ID.IsZero() && r.Query == "" {
		earlier, s.kept = s.kept, nil
	}
	s.form = newForm(s.env, r, earlier)
	s.put(s.form.root)
	s.form.focusFirst()
}

func (s *Screen) closeForm() {
	if s.form == nil {
		return
	}
	if left := s.form.unsaved(); left != nil {
		s.kept = left
	}
	s.form.close()
	s.form = nil
}

// Refresh implements screen.Screen.
func (s *Screen) Refresh(c book.Change) {
	everything := len(c.Touched) == 0
	if everything {
		s.rebuild()
	}
	if everything || c.Has(crm.KindDocument, crm.KindParty, crm.KindSettings) {
		s.docs.load()
	}
	// The products are read when they are first looked at.
	if s.products.data != nil && (everything || c.Has(crm.KindDocument, crm.KindProduct, crm.KindCategory, crm.KindSettings)) {
		s.products.load()
	}
	switch {
	case s.form != nil:
		if everything {
			s.form.build()
		}
	case s.route.Part == PartProducts && !s.route.ID.IsZero():
		s.product.load()
	case s.route.Part == "" && !s.route.ID.IsZero():
		s.doc.load()
	}
}

// rebuild makes the pages anew in the present language.
func (s *Screen) rebuild() {
	s.docs.build()
	s.products.build()
	s.product.rebuild()
}

// Close implements screen.Screen.
func (s *Screen) Close() {
	s.closeForm()
	s.docs.close()
	s.doc.close()
	s.products.close()
	s.product.close()
}

// FocusSearch implements screen.Searcher.
func (s *Screen) FocusSearch() {
	if s.route.Part == PartProducts {
		s.env.Go(screen.Route{Screen: screen.Sales, Part: PartProducts})
		s.products.entry.Focus()
		return
	}
	if s.form != nil || !s.route.ID.IsZero() {
		s.env.Go(screen.Route{Screen: screen.Sales})
	}
	s.docs.entry.Focus()
}

// List implements screen.Lister.
func (s *Screen) List() fyne.Focusable {
	switch {
	case s.form != nil || s.route.New || !s.route.ID.IsZero():
	case s.route.Part == PartProducts && s.products.table.Len() > 0:
		return s.products.table
	case s.route.Part == "" && s.docs.table.Len() > 0:
		return s.docs.table
	}
	return nil
}

// New implements screen.Maker.
func (s *Screen) New() {
	part := ""
	if s.route.Part == PartProducts {
		part = PartProducts
	}
	s.env.Go(screen.Route{Screen: screen.Sales, Part: part, New: true})
}

// Step implements screen.Stepper: the next or previous one in the order of the
// list as it is sorted and narrowed.
func (s *Screen) Step(delta int) {
	if s.form != nil || s.route.ID.IsZero() || s.route.New {
		return
	}
	neighbour := s.docs.neighbour
	if s.route.Part == PartProducts {
		neighbour = s.products.neighbour
	}
	if next, ok := neighbour(s.route.ID, delta); ok {
		s.env.Go(screen.Route{Screen: screen.Sales, Part: s.route.Part, ID: next})
	}
}
