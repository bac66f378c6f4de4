package page

import (
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

const crumbs = `[class*="breadcrumb" i],[class*="crumb" i],[id*="breadcrumb" i],[aria-label*="breadcrumb" i],[itemtype$="BreadcrumbList"],[class*="location" i],[class*="weizhi" i],[class*="path" i],[class*="position" i]`

// section is the part of the site that the article belongs to.
func (a *reading) section(title string) string {
	named := firstOf(a.object.text("articleSection"), prop(a.scope, "articleSection"), a.firstMeta(metaSection...))
	if named != "" {
		return named
	}
	if s := lastCrumb(a.breadcrumbObject(), title); s != "" {
		return s
	}
	section := ""
	a.doc.Find(crumbs).EachWithBreak(func(_ int, s *goquery.Selection) bool {
		var steps []string
		s.Find("a[href]").Each(func(_ int, link *goquery.Selection) { steps = append(steps, textOf(link)) })
		section = lastCrumb(steps, title)
		return section == ""
	})
	return section
}

// homes are what newsrooms call the first step of the way, in lower case.
var homes = []string{"home", "homepage", "首页", "首頁", "主页", "ホーム", "トップ", "top", "홈", "الرئيسية", "الصفحة الرئيسية", "خانه", "صفحه اصلی", "صفحه نخست", "ראשי", "דף הבית", "главная", "головна", "начало", "accueil", "inicio", "início", "portada", "startseite", "start", "home page", "strona główna", "anasayfa", "ana sayfa", "beranda", "trang chủ", "होम", "मुख्य पृष्ठ", "หน้าแรก", "মূলপাতা"}

// lastCrumb is the last step before the article itself; "" if only home is left.
func lastCrumb(steps []string, title string) string {
	for _, step := range slices.Backward(steps) {
		step = collapse(step)
		switch {
		case step == "", strings.EqualFold(step, title), strings.HasPrefix(title, strings.TrimRight(step, ".…")) && width(step) > 30:
		case slices.Contains(homes, strings.ToLower(step)):
			return ""
		default:
			return step
		}
	}
	return ""
}

// breadcrumbObject gives the steps of a BreadcrumbList in JSON-LD.
func (p *Page) breadcrumbObject() (steps []string) {
	for _, o := range p.data {
		if !o.is("BreadcrumbList") {
			continue
		}
		list, _ := o["itemListElement"].([]any)
		for _, each := range list {
			step, _ := each.(map[string]any)
			name := object(step).text("name")
			if item, ok := step["item"].(map[string]any); ok && name == "" {
				name = object(item).text("name")
			}
			steps = append(steps, name)
		}
	}
	return steps
}
