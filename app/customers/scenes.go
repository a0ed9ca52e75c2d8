package customers

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2"

	"regulars/app/screen"
	"regulars/data/book"
	"regulars/data/crm"
)

// Scenes are the pictures of this screen.
func Scenes() []screen.Scene {
	list := screen.Route{Screen: screen.Customers}
	add := screen.Route{Screen: screen.Customers, New: true}
	return []screen.Scene{
		{Name: "customers-list", Route: list, Readme: true},
		{Name: "customers-empty", Empty: true, Route: list},
		{Name: "customers-one", Empty: true, Route: list, Act: onScreen(func(s *Screen) { s.sceneParties(plainParty("Ada Brook")) })},
		{Name: "customers-long", Empty: true, Route: list, Act: onScreen(func(s *Screen) { s.sceneParties(longParties()...) })},
		{Name: "customers-none", Route: list, Act: onScreen(func(s *Screen) { s.list.narrowTo("zzzzqq") })},
		{Name: "customers-filter", Route: list, Act: onScreen(func(s *Screen) {
			s.list.narrowTo("class=high")
			s.list.buildFilter()
		})},
		{Name: "customers-page", Route: list, Act: onScreen(func(s *Screen) { s.sceneBusiest(tabOverview) }), Readme: true},
		{Name: "customers-profit", Route: list, Act: onScreen(func(s *Screen) { s.sceneCostly() })},
		{Name: "customers-purchases", Route: list, Act: onScreen(func(s *Screen) { s.sceneBusiest(tabPurchases) })},
		{Name: "customers-brief", Route: list, Act: onScreen(func(s *Screen) { s.sceneBusiest(tabBrief) })},
		{Name: "customers-brief-empty", Empty: true, Route: list, Act: onScreen(func(s *Screen) {
			p := plainParty("Ada Brook")
			s.sceneParties(p)
			s.page.tab = tabBrief
			s.Show(screen.Route{Screen: screen.Customers, ID: p.ID})
		})},
		{Name: "customers-changes", Empty: true, Route: list, Act: onScreen(func(s *Screen) { s.sceneChanges() })},
		{Name: "customers-bulk", Route: list, Act: onScreen(func(s *Screen) {
			s.list.table.TypedShortcut(&fyne.ShortcutSelectAll{})
		})},
		{Name: "customers-task", Route: list, Act: onScreen(func(s *Screen) {
			s.sceneBusiest(tabOverview)
			s.page.begin(addTask)
		})},
		{Name: "customers-page-new", Empty: true, Route: list, Act: onScreen(func(s *Screen) {
			p := plainParty("Ada Brook")
			s.sceneParties(p)
			s.Show(screen.Route{Screen: screen.Customers, ID: p.ID})
		})},
		{Name: "customers-referrals", Route: list, Act: onScreen(func(s *Screen) { s.sceneReferrals(addNothing) })},
		{Name: "customers-referrals-add", Route: list, Act: onScreen(func(s *Screen) { s.sceneReferrals(addReferred) })},
		{Name: "customers-form", Route: add},
		{Name: "customers-edit", Route: list, Act: onScreen(func(s *Screen) {
			s.Show(screen.Route{Screen: screen.Customers, ID: s.busiest(), Part: PartEdit})
		})},
		{Name: "customers-form-errors", Route: add, Act: onScreen(func(s *Screen) {
			s.form.state.emails[0].value = "ada at example"
			s.form.build()
			s.form.save()
		})},
		{Name: "customers-form-similar", Route: add, Act: onScreen(func(s *Screen) {
			if p, err := book.Get[crm.Party](s.env.Book, s.busiest()); err == nil {
				s.form.state.name = p.DisplayName
				s.form.state.phones[0].value = p.Point(crm.PointPhone).Value
			}
			s.form.build()
			s.form.lookForSimilar()
		})},
	}
}

func onScreen(act func(*Screen)) func(screen.Screen) {
	return func(s screen.Screen) {
		if c, ok := s.(*Screen); ok {
			act(c)
		}
	}
}

// sceneParties puts made-up parties into the empty book of a picture.
func (s *Screen) sceneParties(parties ...*crm.Party) {
	_, err := s.env.Book.Update("", func(tx *book.Tx) error {
		for _, p := range parties {
			if err := tx.Put(p); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		s.list.load()
	}
}

// busiest is the party with the most orders.
func (s *Screen) busiest() crm.ID {
	if s.list.data == nil || len(s.list.data.rows) == 0 {
		return crm.ID{}
	}
	return slices.MaxFunc(s.list.data.rows, func(a, b *row) int { return a.orders - b.orders }).party.ID
}

func (s *Screen) sceneBusiest(shown tab) {
	s.page.tab = shown
	s.Show(screen.Route{Screen: screen.Customers, ID: s.busiest()})
}

// sceneReferrals shows what the party who was brought and brought most has to
// do with word of mouth.
func (s *Screen) sceneReferrals(open adding) {
	all, err := book.List[crm.Referral](s.env.Book)
	if err != nil || len(all) == 0 {
		return
	}
	links := map[crm.ID]int{} // being brought comes before bringing
	for _, r := range all {
		links[r.Referrer]++
		links[r.Referred] += len(all)
	}
	best := slices.MaxFunc(all, func(a, b *crm.Referral) int { return cmp.Compare(links[a.Referrer], links[b.Referrer]) })
	s.Show(screen.Route{Screen: screen.Customers, ID: best.Referrer})
	if open != addNothing {
		s.page.begin(open)
	}
	s.page.scroll = 1e6
	s.page.render()
}

// sceneChanges shows a party that was changed a few times.
func (s *Screen) sceneChanges() {
	p := plainParty("Ada Brook")
	s.sceneParties(p)
	p.Group, p.Company = "Gold", "Brook & Daughters"
	s.sceneParties(p)
	p.Points = append(p.Points, crm.NewPhone("+44 20 7946 0999", "GB"))
	p.Note = "Likes the window seat."
	s.sceneParties(p)
	s.page.tab = tabChanges
	s.Show(screen.Route{Screen: screen.Customers, ID: p.ID})
}

func plainParty(name string) *crm.Party {
	return &crm.Party{PartyKind: crm.Person, DisplayName: name, Roles: []crm.Role{crm.RoleCustomer},
		Points: []crm.ContactPoint{crm.NewPhone("+44 20 7946 0018", "GB"), crm.NewEmail("ada@example.com")}}
}

// longParties have names and companies that do not fit.
func longParties() []*crm.Party {
	vietnamese := plainParty("Nguyễn Phước Hưng Thịnh Công Huyền Tôn Nữ Hồng Ngọc")
	vietnamese.Company, vietnamese.Group = "Công ty Trách nhiệm Hữu hạn Thương mại và Dịch vụ Ánh Dương", "Khách quen buổi sáng"
	chinese := plainParty("欧阳振华与慕容婉儿夫妇")
	chinese.Addresses = []crm.Address{{Country: "CN"}}
	long := plainParty("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft with a very long further name")
	long.PartyKind = crm.Organization
	long.Addresses = []crm.Address{{Country: "the United Kingdom of Great Britain and Northern Ireland"}}
	return []*crm.Party{vietnamese, chinese, long}
}
