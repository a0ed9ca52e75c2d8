package today

import (
	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/value"
)

// answer is one of the three questions: one number, a sentence, one action.
type answer struct {
	question, number, sentence, action string
	to                                 screen.Route
	begin                              bool // put the keyboard on the first thing to do instead
}

// answers says who we serve, what it is worth, and what to do next.
func answers(s *facts.Snapshot, st *state) ([]answer, error) {
	served, err := whoWeServe(s, st.day)
	if err != nil {
		return nil, err
	}
	return []answer{served, whatItIsWorth(s, st.day), whatNext(st)}, nil
}

func whoWeServe(s *facts.Snapshot, day crm.Date) (answer, error) {
	a := answer{
		question: i18n.T("today.who"), number: i18n.Integer(0), sentence: i18n.T("today.who_none"),
		action: i18n.T("today.who_all"), to: screen.Route{Screen: screen.Customers},
	}
	classes, err := value.Classify(s, value.Options{AsOf: day, Window: 365})
	if err != nil || len(classes.Customers) == 0 {
		return a, err
	}
	top := 0
	for _, c := range classes.Customers {
		if c.Class == value.High {
			top++
		}
	}
	a.number = i18n.Integer(int64(len(classes.Customers)))
	a.sentence = i18n.N("today.who_text", top)
	a.action, a.to = i18n.T("today.who_action"), screen.Route{Screen: screen.Insight, Part: "segments"}
	return a, nil
}

// period is the days compared with the same number of days before.
const period = 30

func whatItIsWorth(s *facts.Snapshot, day crm.Date) answer {
	_, now := sold(s, day-period+1, day)
	_, before := sold(s, day-2*period+1, day-period)
	a := answer{
		question: i18n.T("today.worth"), number: i18n.AmountShort(now, s.Currency),
		sentence: i18n.T("today.worth_none"), action: i18n.T("today.worth_sell"), to: screen.Route{Screen: screen.Sales},
	}
	if now == 0 && before == 0 {
		return a
	}
	a.action, a.to = i18n.T("today.worth_action"), screen.Route{Screen: screen.Insight, Part: "demand"}
	key, share := "today.worth_same", 0.0
	if before > 0 {
		share = float64(now-before) / float64(before)
	}
	switch {
	case before <= 0:
		key = "today.worth_new"
	case share >= 0.005:
		key = "today.worth_more"
	case share <= -0.005:
		key, share = "today.worth_less", -share
	}
	a.sentence = i18n.T(key, i18n.Args{"Share": i18n.Percent(share, 0)})
	return a
}

func whatNext(st *state) answer {
	due := 0
	for _, t := range st.tasks {
		if !t.task.Due.IsZero() && t.task.Due <= st.day {
			due++
		}
	}
	first := min(firstActions, len(st.todo))
	a := answer{question: i18n.T("today.next"), number: i18n.Integer(int64(due + first))}
	ideas := i18n.N("today.ideas", first, i18n.Args{"Worth": st.worth})
	switch {
	case due > 0:
		a.sentence = i18n.T("today.next_tasks", i18n.Args{"Tasks": i18n.N("today.tasks_due", due), "Ideas": ideas})
		a.action, a.begin = i18n.T("today.next_begin"), true
	case first > 0:
		a.sentence = i18n.T("today.next_ideas", i18n.Args{"Ideas": ideas})
		a.action, a.begin = st.todo[0].title, true
	default:
		a.sentence = i18n.T("today.next_none")
		a.action, a.to = i18n.T("today.next_add"), screen.Route{Screen: screen.Today, New: true}
	}
	return a
}
