package insight

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"regulars/app/i18n"
	"regulars/app/screen"
)

// To add a part: write a file of its own with a method of asker that answers
// and, if the owner can choose something, a function with its controls; what
// is chosen is a field of question, with its first value in defaultQuestion.
// Then add one line to the table below, under its theme. Its texts stand in
// its own area: <area>.tab_<name> is what it is called, <area>.empty_text_<name>
// what it will tell once there are sales (with "_" for "-" in the name). Tabs,
// palette, pictures and file names follow from the line.

// part is one sub-page.
type part struct {
	name string // Route.Part
	area string // of its texts
	// answer works the answer out; it runs beside the window.
	answer func(*asker) (*answer, error)
	// controls are the choices after the as-of day; nil: none.
	controls func(*page) []fyne.CanvasObject
	// body makes content of the part's own in the place of chart and sheet; nil:
	// these.
	body func(*page) body
	// measure is what the part counts; nil: the question's basis.
	measure func(question) measure
	// forms puts what belongs to this part alone into its frame; nil: nothing.
	forms func(*frame)
	// margin chooses the margin for a picture; nil without such a choice.
	margin   func(*question)
	bookings bool                  // asks the bookings instead of the sales
	either   bool                  // asks both: sales or bookings alone are enough
	readme   bool                  // its picture stands in the README
	scenes   func() []screen.Scene // pictures of its own; nil: none
}

// body is the content of a part that is more than a chart and a sheet: it
// stands below headline and choices, and stays while answers come and go.
type body interface {
	root() fyne.CanvasObject
	show(*answer)
}

// themed is a theme with its parts, each in the order of the tabs.
type themed struct {
	theme string // insightui.theme_<theme>
	parts []part
}

func themes() []themed {
	return []themed{
		{"who", []part{
			{name: PartSegments, area: "insightui", answer: (*asker).segments, controls: segmentsControls, forms: segmentsForms, margin: basisMargin, readme: true, scenes: segmentsScenes},
			{name: PartValue, area: "insightui", answer: (*asker).value, controls: valueControls, forms: valueForms, margin: basisMargin},
			{name: PartProfit, area: "insightprofit", answer: (*asker).profit, controls: profitControls, measure: func(question) measure { return byRevenue }, scenes: profitScenes},
			{name: PartNewReturning, area: "insightui", answer: (*asker).newReturning, controls: newReturningControls, measure: peopleMeasure, margin: peopleMargin},
			{name: PartLifecycle, area: "insightlife", answer: (*asker).lifecycle, controls: lifecycleControls, scenes: lifecycleScenes},
			{name: PartCohorts, area: "insightlife", answer: (*asker).cohorts, controls: cohortsControls, scenes: cohortsScenes},
			{name: PartGroups, area: "insightgroups", answer: (*asker).groupsAnswer, body: newGroupsBody, scenes: groupsScenes},
			{name: PartMovement, area: "insightgroups", answer: (*asker).movement, controls: movementControls, margin: basisMargin, scenes: movementScenes},
			{name: PartReferrals, area: "insightrefer", answer: (*asker).referrals, controls: referralsControls, forms: referralsForms, body: newSquareBody, margin: basisMargin, scenes: referralsScenes},
			{name: PartReasons, area: "insightreason", answer: (*asker).reasons, controls: reasonsControls, measure: revenueMeasure},
			{name: PartBenefit, area: "insightreason", answer: (*asker).benefit, controls: benefitControls, measure: revenueMeasure, scenes: benefitScenes},
			{name: PartPriority, area: "insightprio", answer: (*asker).priority, controls: priorityControls, forms: priorityForms, body: newPriorityBody, measure: priorityMeasure, scenes: priorityScenes},
		}},
		{"next", []part{
			{name: PartNext, area: "insightui", answer: (*asker).next, controls: nextControls, margin: basisMargin, scenes: nextScenes},
			{name: PartRepurchase, area: "insightui", answer: (*asker).repurchase, controls: repurchaseControls, scenes: repurchaseScenes},
			{name: PartRules, area: "insightui", answer: (*asker).rules, controls: rulesControls, scenes: rulesScenes},
			{name: PartOffers, area: "insightoffer", answer: (*asker).offers, controls: offersControls, scenes: offersScenes},
			{name: PartWhatIf, area: "insightwhatif", answer: (*asker).whatIf, controls: whatIfControls, scenes: whatIfScenes},
			{name: PartTrackRecord, area: "insighttrack", answer: (*asker).trackRecord, controls: trackControls, scenes: trackScenes},
		}},
		{"when", []part{
			{name: PartDemand, area: "insightui", answer: (*asker).demand, controls: demandControls, measure: demandMeasure, margin: demandMargin, readme: true, scenes: demandScenes},
			{name: PartHeat, area: "insightui", answer: (*asker).heat, controls: heatControls, measure: heatMeasure, margin: heatMargin},
			{name: PartSites, area: "insightsites", answer: (*asker).sites, controls: sitesControls, measure: revenueMeasure, scenes: sitesScenes},
			{name: PartCycles, area: "insightcycle", answer: (*asker).cycles, controls: cycleControls, body: newCyclesBody, measure: revenueMeasure, scenes: cyclesScenes},
			{name: PartCauses, area: "insightcause", answer: (*asker).causes, controls: cyclesControls, body: newCausesBody, measure: revenueMeasure},
			{name: PartForecast, area: "insightoutlook", answer: (*asker).forecast, controls: forecastControls, measure: forecastMeasure, scenes: forecastScenes},
			{name: PartRestock, area: "insightrestock", answer: (*asker).restock, controls: restockControls, measure: revenueMeasure, scenes: restockScenes},
			{name: PartLaunch, area: "insightlaunch", answer: (*asker).launch, controls: launchControls, measure: revenueMeasure, scenes: launchScenes},
		}},
		{"price", []part{
			{name: PartCosts, area: "insightcosts", either: true, answer: (*asker).costs, controls: costsControls, measure: revenueMeasure, scenes: costsScenes},
			{name: PartPrice, area: "insightcosts", answer: (*asker).price, controls: priceControls, measure: revenueMeasure, scenes: priceScenes},
			{name: PartMix, area: "insightmix", either: true, answer: (*asker).mix, controls: mixControls, readme: true, scenes: mixScenes},
			{name: PartBands, area: "insightoffer", answer: (*asker).bands, controls: bandsControls, scenes: bandsScenes},
			{name: PartSlow, area: "insightslow", answer: (*asker).slowGoods, controls: slowControls, measure: revenueMeasure, scenes: slowScenes},
		}},
		{"capacity", []part{
			{name: PartYield, area: "insightcap", bookings: true, answer: (*asker).yield, controls: yieldControls, scenes: yieldScenes},
			{name: PartPace, area: "insightcap", bookings: true, answer: (*asker).pace, controls: paceControls},
			{name: PartProtect, area: "insightcap", bookings: true, answer: (*asker).protect, controls: protectControls, forms: protectForms, body: newTrialBody, scenes: protectScenes},
			{name: PartOffer, area: "insightcap", bookings: true, answer: (*asker).offerAnswer, controls: resourceField, forms: offerForms, body: newOfferBody, scenes: offerScenes},
		}},
	}
}

// allParts are the parts of every theme.
func allParts() (all []part) {
	for _, t := range themes() {
		all = append(all, t.parts...)
	}
	return all
}

// findPart is the part with a name; an unknown one is the first.
func findPart(name string) part {
	all := allParts()
	return all[max(0, slices.IndexFunc(all, func(p part) bool { return p.name == name }))]
}

// themeOf is the theme of a part.
func themeOf(name string) themed {
	all := themes()
	return all[max(0, slices.IndexFunc(all, func(t themed) bool { return t.has(name) }))]
}

func (t themed) has(name string) bool {
	return slices.ContainsFunc(t.parts, func(p part) bool { return p.name == name })
}

// tabKey and emptyKey are the keys of a part's name and of what stands there
// before the first sale.
func (p part) tabKey() string   { return p.area + ".tab_" + p.inKeys() }
func (p part) emptyKey() string { return p.area + ".empty_text_" + p.inKeys() }
func (p part) title() string    { return i18n.T(p.tabKey()) }
func (p part) inKeys() string   { return strings.ReplaceAll(p.name, "-", "_") }

// Page names a sub-page for places outside of this screen.
type Page struct {
	Part string // of the route
	Name string // key of its text
}

// Pages are the sub-pages in the order of their tabs.
func Pages() (pages []Page) {
	for _, p := range allParts() {
		pages = append(pages, Page{p.name, p.tabKey()})
	}
	return pages
}
