package main

import (
	"slices"
	"strings"
	"testing"
)

// groupSales are four customers: Anna and Bao drink tea, Carla buys coffee,
// Dara bought tea long ago.
const groupSales = `Invoice,Date,Customer,Product,Category,Quantity,Price
1,2026-01-05,Anna,Sencha,Green tea,1,10.00
2,2026-02-05,Anna,Sencha,Green tea,1,10.00
3,2026-02-20,Bao,Gunpowder,Green tea,1,30.00
4,2026-02-21,Bao,Espresso,Coffee,1,5.00
5,2026-02-22,Carla,Espresso,Coffee,2,5.00
6,2025-03-01,Dara,Sencha,Green tea,1,10.00
7,2026-02-25,,Sencha,Green tea,1,10.00
`

func groupPlace(t *testing.T) place {
	t.Helper()
	p := place{t, t.TempDir()}
	p.ok("new")
	p.ok("import", p.write("sales.csv", groupSales))
	return p
}

type segmentAnswer struct {
	AsOf  string `json:"as_of"`
	N     int
	Text  string `json:"rule_text"`
	Net   int    `json:"net_minor"`
	Needs []struct{ Code string }
	Rows  []struct {
		Name      string
		Because   []struct{ Field, Value, Last string }
		Documents []string
	}
}

func (a segmentAnswer) names() string {
	var out []string
	for _, r := range a.Rows {
		out = append(out, r.Name)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// A typed rule finds those a look at the list above finds, as of any day.
func TestAskSegment_000_06(t *testing.T) {
	p := groupPlace(t)
	for _, c := range []struct{ rule, asOf, want string }{
		{`bought(category="Green tea", days=180)`, "", "Anna Bao"},
		{`bought(category="green TEA")`, "", "Anna Bao Dara"},
		{`bought(category="Green tea", days=180)`, "2025-06-01", "Dara"},
		{`bought(product=Sencha, times=2) or bought(product=Espresso) and not bought(category="Green tea")`, "", "Anna Carla"},
		{`orders >= 2 and quiet <= 20`, "", "Anna Bao"},
		{`orders >= 2 and quiet < 20`, "", "Bao"},
		{`revenue(days=30) > 20`, "", "Bao"},
		{`orders < 1`, "2025-06-01", "Anna Bao Carla"},
		{`not consent = email`, "", ""},
	} {
		var got segmentAnswer
		args := []string{"ask", "segment", "--rule", c.rule}
		if c.asOf != "" {
			args = append(args, "--as-of", c.asOf)
		}
		p.read(&got, args...)
		if got.names() != c.want || got.N != 4 {
			t.Errorf("%s as of %s: %s of %d, want %s", c.rule, got.AsOf, got.names(), got.N, c.want)
		}
	}
	var why segmentAnswer
	p.read(&why, "ask", "segment", "--rule", "bought(product=sencha) and orders >= 2", "--why")
	if len(why.Rows) != 1 || len(why.Rows[0].Documents) != 2 || why.Rows[0].Because[0].Value != "2" || why.Rows[0].Because[0].Last != "2026-02-05" {
		t.Errorf("%+v", why)
	}
	if out := p.ok("ask", "segment", "--rule", "orders >= 2"); !strings.Contains(out, "2 of 4, together 55.00 EUR") {
		t.Error(out)
	}
}

// What is wrong in a rule is pointed at.
func TestAskSegment_PointsAtThePlace(t *testing.T) {
	p := groupPlace(t)
	for rule, want := range map[string]string{
		"r>=4 und f=5":                   "\n  r>=4 und f=5\n       ^",
		`r>=4 and bought(product="Tée")`: "\n           ^",
		"r>=4 and shoe=5":                "there are: orders, ",
		"orders(days=3) ~ 5":             "does not compare",
		"consent=pigeon":                 "no value of this field",
		"quiet(days=3)=5":                `takes no "days"`,
	} {
		_, errOut, code := p.run("ask", "segment", "--rule", rule)
		if code != exitUsage || !strings.Contains(errOut, want) {
			t.Errorf("%s: exit %d\n%s", rule, code, errOut)
		}
	}
	for _, args := range [][]string{{"segment"}, {"segment", "--name", "nobody"}, {"movement"}, {"movement", "--from", "2030-01-01"}, {"movement", "--from", "2026-01-01", "--of", "mood"}, {"movement", "--from", "2026-01-01", "--of", "group=none"}} {
		if _, _, code := p.run(append([]string{"ask"}, args...)...); code != exitUsage {
			t.Errorf("%v: exit %d", args, code)
		}
	}
}

// A saved group keeps its products through a new name, is found as of any
// day, can be taken over, undone and deleted; movement tells who came and went.
func TestGroups_000_06_B20(t *testing.T) {
	p := groupPlace(t)
	p.ok("groups", "--save", "Tea lately", "--rule", `bought(category="Green tea", days=60)`)
	var got segmentAnswer
	p.read(&got, "ask", "segment", "--name", "tea lately")
	expect(t, "saved", got.names(), "Anna Bao")
	p.read(&got, "ask", "segment", "--name", "Tea lately", "--as-of", "2025-03-10")
	expect(t, "a year before", got.names(), "Dara")
	var moves struct {
		N      int
		Total  int `json:"total_minor"`
		Rest   int `json:"rest_minor"`
		States []string
		Rows   []struct {
			From, To, Kind string
			Customers      int
			Between        int `json:"between_minor"`
		}
	}
	p.read(&moves, "ask", "movement", "--from", "2025-03-10", "--of", "group=Tea lately")
	customers, between := 0, moves.Rest
	for _, c := range moves.Rows {
		customers, between = customers+c.Customers, between+c.Between
	}
	if moves.N != 4 || customers != 4 || between != moves.Total || moves.Total != 7500 || moves.Rest != 1000 || len(moves.States) != 3 {
		t.Errorf("%+v", moves)
	}
	var saved []struct{ ID, Name, Rule string }
	p.read(&saved, "groups", "--save", "tea LATELY", "--rule", "orders >= 2")
	if len(saved) != 1 || saved[0].Name != "Tea lately" {
		t.Fatalf("%+v", saved)
	}
	p.read(&got, "ask", "segment", "--name", saved[0].ID)
	expect(t, "another rule", got.Text, "orders >= 2")
	p.ok("groups", "--delete", "Tea lately")
	if out := p.ok("groups"); out != "" {
		t.Error(out)
	}
	for _, args := range [][]string{{"--save", "x"}, {"--rule", "r=5"}, {"--save", "x", "--rule", "r="}, {"--delete", "x"}} {
		if _, _, code := p.run(append([]string{"groups"}, args...)...); code != exitUsage {
			t.Errorf("%v: exit %d", args, code)
		}
	}
}

func TestAskMovement_Texts(t *testing.T) {
	p := groupPlace(t)
	if out := p.ok("ask", "movement", "--from", "2026-02-10", "--of", "value", "--chart", p.path("moves.png")); !strings.Contains(out, "arrived") || !strings.Contains(out, "n 4") {
		t.Error(out)
	}
	if out := p.ok("ask", "movement", "--from", "2026-02-10", "--customers"); !strings.Contains(out, "Dara") {
		t.Error(out)
	}
	if out := p.ok("ask", "movement", "--from", "2026-02-10", "--of", "stages"); !strings.Contains(out, "new") {
		t.Error(out)
	}
	p.ok("ask", "segment", "--rule", "orders >= 1", "--chart", p.path("group.png"))
}
