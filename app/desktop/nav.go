package desktop

import "regulars/app/screen"

// maxPlaces bounds the way back; nobody goes back further.
const maxPlaces = 100

// places is where the owner has been: back and forward as in a browser.
type places struct {
	back, forward []screen.Route
	here          screen.Route
}

// visit goes to a new place; going where one already is changes nothing.
func (p *places) visit(r screen.Route) {
	if r == p.here {
		return
	}
	// A form that was opened is no place to come back to.
	if p.here.Screen != "" && !p.here.New {
		p.back = append(p.back, p.here)
	}
	if len(p.back) > maxPlaces {
		p.back = p.back[1:]
	}
	p.here, p.forward = r, nil
}

// step goes back (-1) or forward (+1); ok is false when there is no way.
func (p *places) step(delta int) (r screen.Route, ok bool) {
	from, to := &p.back, &p.forward
	if delta > 0 {
		from, to = to, from
	}
	if len(*from) == 0 {
		return p.here, false
	}
	last := len(*from) - 1
	r = (*from)[last]
	*from = (*from)[:last]
	if !p.here.New {
		*to = append(*to, p.here)
	}
	p.here = r
	return r, true
}
