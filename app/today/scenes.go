package today

import (
	"errors"
	"strings"

	"fyne.io/fyne/v2"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/crm"
)

// Scenes are the screen's pictures of the tour.
func Scenes() []screen.Scene {
	here := screen.Route{Screen: screen.Today}
	return []screen.Scene{
		{Name: "today", Route: here, Readme: true},
		{Name: "today-empty", Empty: true, Route: here},
		{Name: "today-typing", Route: here, Act: func(s screen.Screen) {
			p := s.(*page)
			p.New()
			p.add.SetText(i18n.T("today.no_changes") + " +3d")
		}},
		{Name: "today-task", Route: here, Act: func(s screen.Screen) {
			if tasks := s.(*page).state.tasks; len(tasks) > 0 {
				s.Show(screen.Route{Screen: screen.Today, ID: tasks[0].task.ID})
			}
		}},
		{Name: "today-actions", Route: here, Act: func(s screen.Screen) {
			if p := s.(*page); len(p.rows) > 2 {
				p.env.Canvas().Focus(p.rows[2].handle)
				down := float32(250)
				if p.box.Size().Width < 850 { // the lists stand under each other
					down = 720
				}
				p.scroll.ScrollToOffset(fyne.NewPos(0, down))
			}
		}},
		{Name: "today-one-row", Empty: true, Route: here, Act: func(s screen.Screen) {
			p := s.(*page)
			p.state.tasks = []taskRow{{task: &crm.Task{Title: "阮氏明开", Due: p.state.day}, when: i18n.Ago(0), tone: ui.Accent}}
			p.render()
		}},
		{Name: "today-long-texts", Empty: true, Route: here, Act: longTexts},
		{Name: "today-loading", Route: here, Act: func(s screen.Screen) {
			s.(*page).show(ui.Loading(i18n.T("today.loading"), nil))
		}},
		{Name: "today-error", Route: here, Act: func(s screen.Screen) {
			s.(*page).show(ui.ErrorState(errors.New("input/output error"), func() {}))
		}},
	}
}

func longTexts(s screen.Screen) {
	p := s.(*page)
	long := strings.Repeat("Nguyễn Thị Minh Khai von der Wülfrath-Überlingen ", 4)
	task := &crm.Task{Title: long, Due: p.state.day - 400, Priority: crm.PriorityHigh}
	when, tone := dueText(task, p.state.day)
	p.state.tasks = []taskRow{{task: task, who: long, when: when, tone: tone}}
	p.state.todo = []suggestion{{title: long, why: long, value: "€1.2M", more: []string{long, long}}, {title: long, why: long, value: "€1.2M"}}
	p.state.changes = []changeRow{{title: long, when: "23:59"}}
	p.state.gains = long
	p.render()
}
