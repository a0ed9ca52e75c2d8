package sample

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"regulars/data/crm"
)

// culture makes invented names out of syllables that sound like its own.
type culture struct {
	language     string
	givenStart   []string
	givenEnd     []string
	familyStart  []string
	familyEnd    []string
	familyFirst  bool
	share        int               // of a hundred names
	romanization map[string]string // syllables in Latin letters, for other scripts
}

func words(s string) []string { return strings.Fields(s) }

var cultures = []culture{
	{
		language: "en", share: 52,
		givenStart:  words("El Mar Ro Ta Jo Bren Cal Fen Il Os Wen Per Han Lo Tam Ned Cor Win"),
		givenEnd:    words("na rin iel ora mund wen bert sel lie da vin ette son"),
		familyStart: words("Ash Brock Cald Dun Fern Gar Hol Marl Pen Quill Sted Thorn Wick Hazel Orm Tarn Bram"),
		familyEnd:   words("wick combe ley ford stow mere ridge worth by croft den hurst"),
	},
	{
		language: "it", share: 12,
		givenStart:  words("Lu Ma Fio Be Teo Gia Al Ne Ro Do"),
		givenEnd:    words("relia dora nello mina setta vio ranna berto lisa"),
		familyStart: words("Bran Cor Fal Mon Pel Ver Zan Tram Lov"),
		familyEnd:   words("delli tani vetti gnaro zolo cchini biso landi"),
	},
	{
		language: "vi", share: 12, familyFirst: true,
		givenStart:  words("Sao Mây Khê Hạ Thu Lam Bình Vĩnh Tường Mộc"),
		givenEnd:    words("+Mai +Khanh +Diệp +Sương +Trà +Nguyên +Vân +Hải +Đan"),
		familyStart: words("Thạc Lương Quản Đàm Ứng Đồng Kiều Cù"),
		familyEnd:   []string{""},
	},
	{
		language: "zh", share: 12, familyFirst: true,
		givenStart:  words("小 雨 晨 青 思 若 云 一"),
		givenEnd:    words("溪 禾 茗 舟 竹 岚 秋 墨 帆"),
		familyStart: words("禾 池 苗 柏 木 谷 左 丛"),
		familyEnd:   []string{""},
		romanization: map[string]string{
			"小": "Xiao", "雨": "Yu", "晨": "Chen", "青": "Qing", "思": "Si", "若": "Ruo", "云": "Yun", "一": "Yi",
			"溪": "xi", "禾": "he", "茗": "ming", "舟": "zhou", "竹": "zhu", "岚": "lan", "秋": "qiu", "墨": "mo", "帆": "fan",
			"池": "chi", "苗": "miao", "柏": "bai", "木": "mu", "谷": "gu", "左": "zuo", "丛": "cong",
		},
	},
	{
		language: "az", share: 12,
		givenStart:  words("Ay Gül Nar El Tur Rə Sə Xə Çin İl Ül"),
		givenEnd:    words("şən nur vin mira dan bəy kin xan"),
		familyStart: words("Qara Ağdaş Səlma Tağı Vəli Göy Şirin Dəmir Çinar"),
		familyEnd:   words("zadə bəyli soy gilli"),
	},
}

// person is an invented name.
type person struct {
	name     crm.PersonName
	display  string
	latin    string // "wen.thornby"
	language string
}

// person makes up a name that was not given out before.
func (g *maker) person() person {
	for {
		p := g.culture().name(g)
		if !g.used[p.latin] {
			g.used[p.latin] = true
			return p
		}
	}
}

func (g *maker) culture() *culture {
	n := g.rng.IntN(100)
	for i := range cultures {
		if n -= cultures[i].share; n < 0 {
			return &cultures[i]
		}
	}
	return &cultures[0]
}

func (c *culture) name(g *maker) person {
	given := []string{pick(g, c.givenStart), pick(g, c.givenEnd)}
	family := []string{pick(g, c.familyStart), pick(g, c.familyEnd)}
	p := person{language: c.language}
	p.name.Given, p.name.Family = joined(given), joined(family)
	p.display = p.name.Display(c.familyFirst)
	p.latin = latin(p.name.Given) + "." + latin(p.name.Family)
	if c.romanization != nil {
		p.display = p.name.Family + p.name.Given
		g, f := c.romanize(given), capital(c.romanize(family))
		p.name.Phonetic = f + " " + g
		p.latin = latin(g) + "." + latin(f)
	}
	return p
}

// joined puts syllables together; "+" begins a new word.
func joined(parts []string) string { return strings.ReplaceAll(strings.Join(parts, ""), "+", " ") }

func (c *culture) romanize(parts []string) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(c.romanization[p])
	}
	return b.String()
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

var plainLetters = strings.NewReplacer("đ", "d", "ə", "e", "ı", "i", " ", "", "&", "", "'", "")

// latin writes a name in the letters of mail addresses.
func latin(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	return plainLetters.Replace(b.String())
}

var (
	companyFirst = words("Harbour Willow Foxglove Tide Larkspur Millrace Juniper Kestrel Saltmarsh Bramble Copperfield Heron Oakapple Windmill Marigold")
	companyLast  = []string{
		"Café", "Bakery", "Bistro", "Design Studio", "Dental Practice", "Books", "Architects", "Guesthouse",
		"Deli", "Yoga Rooms", "Accountants", "Veterinary Surgery", "Pottery", "Film House", "Nursery School",
	}
)

func (g *maker) company() string {
	for {
		name := pick(g, companyFirst) + " " + pick(g, companyLast)
		if !g.used[name] {
			g.used[name] = true
			return name
		}
	}
}

// phone returns the next number of the ranges that the British regulator
// keeps free for drama: mobiles 07700 900xxx, landlines 01632 960xxx.
func (g *maker) phone(mobile bool) crm.ContactPoint {
	g.phones++
	last := strconv.Itoa(1000 + g.phones*379%1000)[1:]
	raw, kind := "01632 960"+last, "work"
	if mobile {
		raw, kind = "07700 900"+last, "mobile"
	}
	if g.chance(25) {
		raw = "+44 " + raw[1:]
	}
	p := crm.NewPhone(raw, "GB")
	p.Type = kind
	return p
}
