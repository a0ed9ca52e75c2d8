package crm

// ReferralStatus is how far a referral has come.
type ReferralStatus string

// The states of a referral. Only converted ones count as brought.
const (
	ReferralNamed     ReferralStatus = "named"
	ReferralContacted ReferralStatus = "contacted"
	ReferralConverted ReferralStatus = "converted"
)

// Referral says that one party brought another. A party is referred at most
// once, and nobody is, over any number of steps, referred by himself.
type Referral struct {
	Meta
	Referrer   ID             `cbor:"10,keyasint,omitzero" json:"referrer"`
	Referred   ID             `cbor:"11,keyasint,omitzero" json:"referred"`
	Date       Date           `cbor:"12,keyasint,omitempty" json:"date,omitempty"`
	Status     ReferralStatus `cbor:"13,keyasint,omitempty" json:"status"`
	Reward     string         `cbor:"14,keyasint,omitempty" json:"reward,omitempty"`            // what the referrer got, in words
	RewardCost Amount         `cbor:"15,keyasint,omitempty" json:"reward_cost_minor,omitempty"` // base currency
	Note       string         `cbor:"16,keyasint,omitempty" json:"note,omitempty"`
}

// Kind is KindReferral.
func (*Referral) Kind() Kind { return KindReferral }

// Validate requires two different parties and a known state.
func (r *Referral) Validate() error {
	var c checks
	if r.Referrer.IsZero() {
		c.fail("referrer", ErrRequired, "")
	}
	if r.Referred.IsZero() {
		c.fail("referred", ErrRequired, "")
	}
	if r.Referrer == r.Referred && !r.Referrer.IsZero() {
		c.fail("referrer", ErrSelf, "")
	}
	oneOf(&c, "status", r.Status, ReferralNamed, ReferralContacted, ReferralConverted)
	if r.RewardCost < 0 {
		c.fail("reward_cost", ErrRange, "")
	}
	c.short("reward", r.Reward, 500)
	c.short("note", r.Note, maxText)
	return c.err()
}

// CheckReferrals returns nil when the referrals that are not in the trash are
// a forest: nobody has two referrers and nobody comes to refer himself.
func CheckReferrals(all []Referral) error {
	var c checks
	referrer := make(map[ID]ID, len(all))
	for _, r := range all {
		if r.Deleted() {
			continue
		}
		if _, taken := referrer[r.Referred]; taken {
			c.fail("referred", ErrDuplicate, "")
			return c.err()
		}
		referrer[r.Referred] = r.Referrer
	}
	ends := make(map[ID]bool, len(referrer)) // their chain of referrers is known to end
	for _, r := range all {
		path := map[ID]bool{}
		for at := r.Referred; !at.IsZero() && !ends[at]; at = referrer[at] {
			if path[at] {
				c.fail("referrer", ErrSelf, "")
				return c.err()
			}
			path[at] = true
		}
		for at := range path {
			ends[at] = true
		}
	}
	return nil
}
