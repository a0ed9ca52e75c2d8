package table

import (
	"slices"
	"strings"

	"regulars/data/crm"
)

// kindOfDoc is what the type and status cells of a row say.
type kindOfDoc struct {
	docType crm.DocType
	status  crm.DocStatus
	skip    string
}

// kind reads what document a row belongs to and in which state it is.
func (r *saleReader) kind(row *Row, s *SaleRow) {
	p := r.p
	cells := [2]string{p.cell(row, DocType), p.cell(row, Status)}
	k, known := r.kinds[cells]
	if !known {
		k = p.readKind(cells[0], cells[1])
		r.kinds[[2]string{strings.Clone(cells[0]), strings.Clone(cells[1])}] = k
	}
	// "C536379" with a negative quantity is how cancellations are numbered.
	if n := s.Number; len(n) > 1 && (n[0] == 'C' || n[0] == 'c') && digitsAfter(n[1:]) == len(n)-1 && s.Quantity < 0 {
		k.docType = crm.CreditNote
	}
	s.DocType, s.Status, s.Skip = k.docType, k.status, k.skip
}

func (p *Plan) readKind(typeText, statusText string) kindOfDoc {
	k := kindOfDoc{docType: p.usualType()}
	switch t := fold(typeText); {
	case t == "":
	case noSale(t, p.has(ProductName) && p.has(Quantity)):
		k.skip = typeText
	case hasWord(t, "credit", "refund", "return", "rimborso", "gutschrift", "avoir", "abono", "tra hang", "qaytarma", "退款", "退货"):
		k.docType = crm.CreditNote
	case hasWord(t, "quote", "estimate", "preventivo", "angebot", "devis", "bao gia", "报价"):
		k.docType = crm.Quote
	case hasWord(t, "invoice", "fattura", "rechnung", "facture", "factura", "hoa don", "faktura", "发票"):
		k.docType = crm.Invoice
	}
	if st := fold(statusText); hasWord(st, "void") {
		k.status, k.skip = crm.Cancelled, statusText
	} else if st != "" {
		k.status = statusOf(st)
	}
	return k
}

// usualType is what the heading of the number calls the document.
func (p *Plan) usualType() crm.DocType {
	if i, ok := p.at[DocNumber]; ok && hasWord(headKey(p.columns[i].name), "invoice", "fattura", "rechnung", "facture", "factura", "hoa don", "qaime", "faktura", "发票") {
		return crm.Invoice
	}
	return crm.Order
}

// noSale reports whether a type of row moves money without selling: in files
// of goods sold "Payment" is how the sale was made.
func noSale(folded string, goods bool) bool {
	if goods {
		return false
	}
	if folded == "payment" || folded == "received payment" {
		return true
	}
	return hasWord(folded, "withdrawal", "payout", "transfer", "deposit", "hold", "fee", "fees", "journal", "expense", "conversion", "bank")
}

func statusOf(folded string) crm.DocStatus {
	if own := crm.DocStatus(folded); slices.Contains(crm.DocStatuses(), own) {
		return own
	}
	switch {
	case hasWord(folded, "cancel", "cancelled", "canceled", "failed", "declined", "denied", "expired", "trash", "annull", "storniert", "annule", "huy", "legv", "取消", "已取消"):
		return crm.Cancelled
	case hasWord(folded, "draft", "pending", "bozza", "entwurf", "brouillon", "nhap", "待付款"):
		return crm.Draft
	case hasWord(folded, "unpaid", "open", "overdue", "invoiced", "partially paid", "authorized"):
		return crm.Invoiced
	case hasWord(folded, "on hold", "processing", "confirmed", "new"):
		return crm.Confirmed
	case hasWord(folded, "paid", "complete", "completed", "closed", "refunded", "pagato", "bezahlt", "paye", "da thanh toan", "odenilib", "已付款", "已完成"):
		return crm.Paid
	case hasWord(folded, "fulfilled", "shipped", "delivered", "spedito", "versendet", "expedie", "da giao", "catdirilib", "已发货"):
		return crm.Fulfilled
	}
	return ""
}

// hasWord reports whether the folded text holds one of the words, as a word
// where the script has words.
func hasWord(folded string, words ...string) bool {
	clean := " " + strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || r == '/' || r == '.' || r == ',' {
			return ' '
		}
		return r
	}, folded) + " "
	for _, w := range words {
		if w[0] >= 0x80 && strings.Contains(clean, w) || strings.Contains(clean, " "+w+" ") ||
			(w == "void" || w == "annull" || w == "cancel") && strings.Contains(clean, " "+w) {
			return true
		}
	}
	return false
}
