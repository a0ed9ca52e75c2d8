package facts_test

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/facts"
)

func id(n byte) crm.ID { return crm.ID{15: n} }

func order(n byte, kind crm.DocType, source crm.ID, net crm.Amount) *crm.SalesDocument {
	return &crm.SalesDocument{Meta: crm.Meta{ID: id(n)}, DocType: kind, Status: crm.Confirmed, Date: 735000,
		SourceDoc: source, Currency: "EUR", Lines: []crm.Line{{Quantity: crm.QuantityScale, Net: net}}, Net: net, BaseNet: net}
}

func TestSnapshot_InvoiceOfCountedOrderCountsOnce(t *testing.T) {
	b := facts.NewBuilder("EUR")
	b.Put(order(1, crm.Order, crm.ID{}, 100))
	b.Put(order(2, crm.Invoice, id(1), 100))
	b.Put(order(3, crm.CreditNote, id(2), -100))
	if got := b.Snapshot(1).Doc.Counts; !got[0] || got[1] || !got[2] {
		t.Errorf("order, invoice, credit note count %v, want true false true", got)
	}
	b.Remove(crm.KindDocument, id(1))
	if got := b.Snapshot(2).Doc.Counts; got[0] || !got[1] || !got[2] {
		t.Errorf("without the order %v, want false true true", got)
	}
}

// A parent that is not known yet makes the columns grow in the same step.
func TestPut_CategoryWithUnknownParent(t *testing.T) {
	b := facts.NewBuilder("EUR")
	for n := byte(1); n < 100; n++ {
		b.Put(&crm.Category{Meta: crm.Meta{ID: id(n)}, Name: "category", Parent: id(100 + n)})
	}
	s := b.Snapshot(1)
	for i, got := range s.Category.ID {
		if got[15] < 100 && (s.Category.Name[i] != "category" || s.Category.Parent[i] == facts.None) {
			t.Fatalf("category %d lost its name or parent", got[15])
		}
	}
}

// Lines in another currency add up to the document's own base total.
func TestPut_ForeignLinesReconcile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := &crm.SalesDocument{Meta: crm.Meta{ID: id(1)}, DocType: crm.Order, Status: crm.Paid, Date: 735000, Currency: "USD",
			FxRate: rapid.SampledFrom([]string{"0.9", "1.08365", "0.123456789012345678901234567", "3"}).Draw(t, "rate")}
		for range rapid.IntRange(1, 8).Draw(t, "lines") {
			d.Lines = append(d.Lines, crm.Line{Quantity: crm.QuantityScale, Net: crm.Amount(rapid.Int64Range(-1e6, 1e9).Draw(t, "net"))})
		}
		if err := d.Sum(); err != nil {
			t.Fatal(err)
		}
		b := facts.NewBuilder("EUR")
		b.Put(d)
		var sum crm.Amount
		for _, net := range b.Snapshot(1).Line.Net {
			sum += net
		}
		if sum != d.BaseNet {
			t.Fatalf("lines add up to %d, document says %d", sum, d.BaseNet)
		}
	})
}

// Whatever the bytes, Load answers with an error or with columns that every
// loop can walk, and what it accepts it writes back stably.
func FuzzLoad(f *testing.F) {
	b := facts.NewBuilder("EUR")
	f.Add(b.AppendBinary(nil))
	b.Put(&crm.Party{Meta: crm.Meta{ID: id(9)}, DisplayName: "Lan", Group: "Cafe", Addresses: []crm.Address{{Country: "VN"}}})
	b.Put(&crm.Category{Meta: crm.Meta{ID: id(8)}, Name: "Tea", Parent: id(7)})
	b.Put(&crm.Product{Meta: crm.Meta{ID: id(6)}, Name: "Green tea", Category: id(8)})
	b.Put(order(1, crm.Order, crm.ID{}, 100))
	b.Put(order(2, crm.Invoice, id(1), 100))
	b.Put(&crm.Interaction{Meta: crm.Meta{ID: id(5)}, Parties: []crm.ID{id(9)}, Date: 735000})
	full := b.AppendBinary(nil)
	f.Add(full)
	f.Add(full[:len(full)/2])
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := facts.Load(data)
		if err != nil {
			return
		}
		walk(b.Snapshot(1))
		once := b.AppendBinary(nil)
		again, err := facts.Load(once)
		if err != nil {
			t.Fatalf("own bytes are refused: %v", err)
		}
		if !bytes.Equal(again.AppendBinary(nil), once) {
			t.Fatal("bytes change from one checkpoint to the next")
		}
	})
}

func walk(s *facts.Snapshot) {
	for i := range s.Doc.ID {
		_ = s.Word(s.Doc.Country[i]) + s.Word(s.Doc.Channel[i])
		if h := s.Doc.Time[i].Hour(); h >= 24 {
			panic("hour of the day beyond 23")
		}
		for l := s.Doc.First[i]; l < s.Doc.First[i]+s.Doc.Lines[i]; l++ {
			_ = s.Sale(i, l)
			if p := s.Line.Product[l]; p != facts.None {
				_ = s.Product.Category[p]
			}
		}
	}
}

func TestLoad_RefusesEveryTruncation(t *testing.T) {
	b := facts.NewBuilder("EUR")
	b.Put(order(1, crm.Order, crm.ID{}, 100))
	b.Put(order(2, crm.Invoice, id(1), 100))
	data := b.AppendBinary(nil)
	for n := range data {
		if _, err := facts.Load(data[:n]); err == nil {
			t.Errorf("the first %d of %d bytes were accepted", n, len(data))
		}
	}
	if _, err := facts.Load(append(data, 0)); err == nil {
		t.Error("a byte too many was accepted")
	}
}
