package main

import (
	"fmt"

	"regulars/app/screen/advice"
	"regulars/data/crm"
	"regulars/data/insight/action"
)

// todayAction is an action as JSON: its reason and arithmetic in words as well.
type todayAction struct {
	action.Action
	Channel    crm.Channel `json:"channel"`
	Why        string      `json:"why"`
	Arithmetic string      `json:"arithmetic"`
}

// todayActions are the first ten actions, as the window shows them.
func todayActions(l *advice.List) []todayAction {
	out := []todayAction{}
	for _, it := range l.Items[:min(10, len(l.Items))] {
		out = append(out, todayAction{it.Action, it.Channel, whyAction(it.Action), arithmetic(it.Action, l.Currency)})
	}
	return out
}

func whyAction(a action.Action) string {
	switch a.Kind {
	case action.Quiet:
		return fmt.Sprintf("usually every %.0f days, now silent for %d", a.Gap, a.Silence)
	case action.Repurchase:
		why := fmt.Sprintf("%s due %s", a.ProductName, a.Due)
		if a.OfferedName != "" {
			why += fmt.Sprintf("; offer %s with it, bought together %.1f times as often as by accident", a.OfferedName, a.Lift)
		}
		return why
	case action.Care:
		if a.Contact == 0 {
			return fmt.Sprintf("one of the best; no contact yet, last purchase %s", a.Last)
		}
		return fmt.Sprintf("one of the best; last contact %s, last purchase %s", a.Contact, a.Last)
	case action.Quote:
		return fmt.Sprintf("quote %s of %s has no answer", a.Number, a.Dated)
	}
	return fmt.Sprintf("bought once, %d days ago; half of those who come back do so within %.0f days", a.Silence, a.Gap)
}

func arithmetic(a action.Action, currency string) string {
	if a.ChanceN == 0 {
		return fmt.Sprintf("too few cases to tell a chance; a purchase usually leaves %s", money(a.Worth, currency))
	}
	return fmt.Sprintf("chance %.0f %% (of %d cases) x usual margin %s = %s", 100*a.Chance, a.ChanceN, money(a.Worth, currency), money(a.Expected, currency))
}

// sayActions prints the ranked list.
func sayActions(t *terminal, l *advice.List) {
	t.say("%d things worth doing, %d customers at rest", len(l.Items), l.Resting)
	for i, a := range todayActions(l) {
		t.say("  %2d. %-10s %-24s by %-9s %12s  %s", i+1, a.Kind, a.Name, a.Channel, money(a.Expected, l.Currency), a.Why)
		t.say("      %s%s", a.Arithmetic, workedSoFar(a.Action))
	}
}

func workedSoFar(a action.Action) string {
	if a.Tried < action.LeastTold {
		return ""
	}
	return fmt.Sprintf("; worked %d of %d times", a.Worked, a.Tried)
}
