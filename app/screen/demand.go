package screen

import (
	"cmp"
	"strings"

	"regulars/app/i18n"
	"regulars/data/insight/demand"
	"regulars/data/insight/rfm"
)

// GroupName is what a group of a split of demand is called.
func GroupName(split demand.Split, g demand.GroupHead) string {
	switch g.Code {
	case demand.Unknown:
		switch split {
		case demand.Purpose:
			return i18n.T("insightreason.none")
		case demand.Weather:
			return i18n.T("insightdemand.weather_none")
		case demand.Band:
			return i18n.T("insightdemand.band_none")
		}
		return i18n.T("insight.group_none")
	case demand.Other, demand.WalkIn, demand.All, demand.NewSale, demand.Returning, demand.Holiday, demand.NoEvent:
		return i18n.T("insight.group" + g.Code)
	case "":
		return i18n.T("insight.group_none")
	}
	switch split {
	case demand.Segment:
		return SegmentName(rfm.Segment(g.Code))
	case demand.Country:
		return i18n.Country(g.Code)
	case demand.Channel:
		return i18n.Coded("insightui.channel_", g.Code)
	case demand.Product, demand.Category, demand.Site:
		return g.Name
	case demand.Purpose:
		return cmp.Or(g.Name, i18n.T("insightreason.gone"))
	case demand.Band:
		return i18n.T("insightoffer.band_" + g.Code)
	case demand.Weather:
		return weatherName(g.Code)
	}
	return g.Code
}

// weatherName is "Cold", "Dry" or "Cold, dry".
func weatherName(code string) string {
	name := func(part string) string { return i18n.T("insightdemand.weather_" + part) }
	temperature, rain, both := strings.Cut(code, "_")
	if !both {
		return name(code)
	}
	return i18n.T("insightdemand.weather_both", i18n.Args{"Temperature": name(temperature), "Rain": name(rain + "_after")})
}
