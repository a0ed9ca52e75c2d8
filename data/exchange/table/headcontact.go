package table

import (
	"strconv"
	"strings"
)

// contactHead reads a heading of a contact point or address word by word:
// "Business Phone 2", "email_work", "Home Address 2", "E-mail 1 - Value".
// It returns the zero Target for a heading with any word it does not know.
func contactHead(key string, groups slots) Target {
	words := strings.Fields(key)
	if t, ok := numberedHead(words, groups); ok {
		return t
	}
	h := contactWords{}
	for _, w := range words {
		if !h.take(w) {
			return Target{}
		}
	}
	return h.target(groups)
}

// numberedHead reads the headings of Google: kind, number, part.
func numberedHead(words []string, groups slots) (Target, bool) {
	if len(words) < 3 || digits(words[1]) < 1 {
		return Target{}, false
	}
	part := strings.Join(words[2:], " ")
	field := Field("")
	switch words[0] {
	case "email":
		field = map[string]Field{"value": Email, "type": EmailType, "label": EmailType}[part]
	case "phone":
		field = map[string]Field{"value": Phone, "type": PhoneType, "label": PhoneType}[part]
	case "website":
		field = map[string]Field{"value": URL, "type": URLType, "label": URLType}[part]
	case "im":
		field = map[string]Field{"value": Messenger}[part]
	case "address":
		field = map[string]Field{"type": AddressType, "label": AddressType, "formatted": AddressFull, "street": AddressStreet,
			"extended address": AddressExtra, "po box": AddressBox, "city": AddressCity, "region": AddressRegion, "zip": AddressPostalCode, "country": AddressCountry}[part]
	}
	if field == "" {
		return Target{}, false
	}
	return Target{Field: field, Slot: groups.of(kindOf(field), "number "+words[1])}, true
}

// contactWords collects what the words of a heading say.
type contactWords struct {
	kind   string // email, phone, url, messenger, address
	part   Field  // for addresses
	place  string // home, work, other, billing …
	device string // mobile, fax, pager …
	number string
	weak   bool // "address" was said, which may belong to an e-mail
}

func (h *contactWords) take(w string) bool {
	if digits(w) >= 0 {
		if h.number != "" {
			return false
		}
		h.number = w
		return true
	}
	if place, ok := placeWord(w); ok {
		if h.place == "" || h.place == "other" || place == "main" {
			h.place = place
		}
		return true
	}
	if device := deviceWord(w); device != "" {
		h.kind, h.device = "phone", device
		return true
	}
	if part := addressWord(w); part != "" {
		if h.kind == "url" && part == AddressRegion {
			return false
		}
		if h.part == "" || h.part == AddressStreet || part == AddressCountry {
			h.part = part
		}
		return true
	}
	switch w {
	case "email", "mail":
		h.kind = "email"
	case "phone", "phones":
		h.kind = "phone"
	case "website", "web", "url", "homepage":
		h.kind = "url"
	case "im", "messenger", "jabber", "icq", "skype", "msn", "aim", "yahoo", "whatsapp", "telegram", "wechat", "zalo", "viber":
		if h.kind == "" {
			h.kind = "messenger"
		}
		if w != "im" && w != "messenger" {
			h.device = w
		}
	case "linkedin", "facebook", "twitter", "instagram", "blog", "profile":
		h.device = w
	case "address":
		h.weak = true
	case "line", "code", "number", "page", "value", "raw", "contact", "customer", "client":
	default:
		return false
	}
	return true
}

func placeWord(w string) (string, bool) {
	switch w {
	case "home", "private", "personal", "privat":
		return "home", true
	case "work", "business", "office", "company", "geschaftlich", "lavoro", "ufficio":
		return "work", true
	case "other":
		return "other", true
	case "main", "primary":
		return "main", true
	case "secondary", "default", "alternate", "additional":
		return "", true
	case "billing", "bill":
		return "billing", true
	case "shipping", "ship", "delivery":
		return "shipping", true
	case "mailing", "postal":
		return "", true
	case "assistants", "assistant":
		return "assistant", true
	}
	return "", false
}

func deviceWord(w string) string {
	switch w {
	case "mobile", "cell", "cellular":
		return "mobile"
	case "fax", "telefax":
		return "fax"
	case "pager", "car", "video":
		return w
	}
	return ""
}

func addressWord(w string) Field {
	switch w {
	case "street", "street1":
		return AddressStreet
	case "city", "town", "suburb":
		return AddressCity
	case "state", "province", "county", "region":
		return AddressRegion
	case "zip":
		return AddressPostalCode
	case "country":
		return AddressCountry
	}
	return ""
}

// target turns the collected words into a target.
func (h contactWords) target(groups slots) Target {
	switch {
	case h.kind == "email" && h.part == "":
		return h.point(Email, groups)
	case h.kind == "phone" && h.part == "":
		return h.point(Phone, groups)
	case h.kind == "url" && h.part == "":
		return h.point(URL, groups)
	case h.kind == "messenger" && h.part == "":
		return h.point(Messenger, groups)
	case h.kind == "" && h.device == "" && (h.weak || h.part != ""):
		return h.address(groups)
	}
	return Target{}
}

func (h contactWords) point(f Field, groups slots) Target {
	typ := h.place
	switch {
	case f == Phone && h.device == "fax" && (typ == "home" || typ == "work"):
		typ += "_fax"
	case h.device != "":
		typ = h.device
	case f != Phone && typ == "main":
		typ = ""
	}
	// Two columns of the same heading are two points, so each takes its own slot.
	n := groups[kindOf(f)] + 1
	return Target{Field: f, Slot: groups.of(kindOf(f), "column "+strconv.Itoa(n)), Type: typ}
}

func (h contactWords) address(groups slots) Target {
	field := h.part
	if field == "" || field == AddressStreet {
		field = AddressStreet
		if n := digits(h.number); n > 1 {
			field = AddressExtra
		}
	} else if h.number != "" {
		return Target{}
	}
	typ := h.place
	if typ == "main" {
		typ = ""
	}
	return Target{Field: field, Slot: groups.of("address", typ+"/"), Type: typ}
}
