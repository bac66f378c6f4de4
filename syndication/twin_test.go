package syndication

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/sources"
)

func TestTheSameCopyFromSeveralSourcesIsOneStory(t *testing.T) {
	for _, c := range []struct {
		name, language, title, lead, language2, title2, lead2 string
		stories                                               int
	}{
		{"English, another headline", "en",
			"Ferry with 212 people aboard runs aground off northern Norway", "A passenger ferry carrying 212 people ran aground in thick fog off the coast of northern Norway early on Tuesday, rescue officials said. No one was injured.",
			"en-GB", "Passenger ferry grounds in fog", "OSLO (Reuters) – A passenger ferry carrying 212 people ran aground in thick fog off the coast of northern Norway on Tuesday, rescue services said. No one was injured.", 1},
		{"English, the next ferry", "en",
			"Ferry with 212 people aboard runs aground off northern Norway", "A passenger ferry carrying 212 people ran aground in thick fog off the coast of northern Norway early on Tuesday, rescue officials said. No one was injured.",
			"en", "Ferry with 87 people aboard runs aground off western Sweden", "A passenger ferry carrying 87 people ran aground in thick fog off the coast of western Sweden early on Friday, rescue officials said. No one was injured.", 2},
		{"Arabic, with a dateline", "ar",
			"افتتاح ميناء جديد في الإسكندرية", "افتتح رئيس الوزراء يوم الثلاثاء ميناء جديدا في الإسكندرية بطاقة تبلغ مليوني حاوية سنويا، وقال إن المشروع يوفر آلاف فرص العمل.",
			"ar", "افتتاح ميناء جديد بالإسكندرية", "القاهرة (رويترز) - افتتح رئيس الوزراء يوم الثلاثاء ميناءً جديداً في الإسكندرية بطاقة تبلغ مليوني حاوية سنوياً، وقال إن المشروع يوفر آلاف فرص العمل.", 1},
		{"Japanese, trimmed", "ja",
			"奈良の古墳から金銅製の馬具が出土、6世紀前半か", "奈良県桜井市の古墳から、金銅製の馬具が出土した。県立橿原考古学研究所が7日に発表した。6世紀前半のものとみられ、細かな文様がほぼ完全な形で残っている。",
			"ja", "奈良の古墳から金銅製の馬具が出土", "奈良県桜井市の古墳から、金銅製の馬具が出土した。県立橿原考古学研究所が7日に発表した。", 1},
		{"Thai, another day's weather", "th",
			"พยากรณ์อากาศวันอังคาร", "กรมอุตุนิยมวิทยาคาดว่าวันอังคารจะมีฝนฟ้าคะนองร้อยละ 60 ของพื้นที่ อุณหภูมิสูงสุด 33 องศาเซลเซียส",
			"th", "พยากรณ์อากาศวันพุธ", "กรมอุตุนิยมวิทยาคาดว่าวันพุธจะมีฝนฟ้าคะนองร้อยละ 40 ของพื้นที่ อุณหภูมิสูงสุด 35 องศาเซลเซียส", 2},
		{"Hindi, of unknown language", "hi",
			"मुंबई बंदरगाह पर नया टर्मिनल शुरू", "मुंबई बंदरगाह पर मंगलवार को नया टर्मिनल शुरू हुआ, जिसकी क्षमता हर साल बीस लाख कंटेनर है, अधिकारियों ने बताया।",
			"und", "मुंबई में नया टर्मिनल", "मुंबई बंदरगाह पर मंगलवार को नया टर्मिनल शुरू हुआ, जिसकी क्षमता हर साल बीस लाख कंटेनर है, अधिकारियों ने कहा।", 1},
		{"the mainland's characters and Taiwan's", "zh-Hans",
			"浙江一化工厂凌晨发生爆炸，五人受伤", "浙江台州一家化工厂星期二凌晨发生爆炸，造成五人受伤，其中一人伤势较重。当地应急管理部门说，厂区周边两千多名居民已经疏散。",
			"zh-Hant", "浙江一化工廠凌晨發生爆炸，五人受傷", "浙江台州一家化工廠星期二凌晨發生爆炸，造成五人受傷，其中一人傷勢較重。當地應急管理部門說，廠區周邊兩千多名居民已經疏散。", 2},
		{"Spanish, in another order", "es",
			"Detienen en Sevilla a doce personas por estafar con alquileres falsos", "La Policía Nacional ha detenido en Sevilla y Dos Hermanas a doce personas acusadas de estafar más de 300.000 euros mediante anuncios de pisos de alquiler que no existían. Los investigadores han identificado a 187 víctimas, en su mayoría estudiantes extranjeros que pagaban por adelantado la fianza. La investigación comenzó en febrero tras la denuncia de una universitaria italiana. Dos de los arrestados han ingresado en prisión.",
			"es", "La denuncia de una estudiante italiana destapa una red de alquileres falsos en Sevilla", "La investigación comenzó en febrero, cuando denunció una universitaria italiana. Ahora la Policía Nacional ha detenido en Sevilla y Dos Hermanas a doce personas acusadas de estafar más de 300.000 euros con anuncios de pisos de alquiler inexistentes. Los investigadores han identificado a 187 víctimas, la mayoría estudiantes extranjeros que pagaban la fianza por adelantado. Dos de los detenidos han ingresado en prisión.", 1},
		{"German, the same day's weather elsewhere, with figures far down", "de",
			"Wetter in Bayern: Föhn und bis zu 17 Grad am Alpenrand", "In Bayern wird es am Sonntag mild und windig. Nach Angaben des Deutschen Wetterdienstes (DWD) zeigt sich im Süden häufig die Sonne, während sich an der Donau der Nebel zäh hält. Am Alpenrand sorgt Föhn für Höchstwerte bis 17 Grad, in Franken werden 9 Grad erwartet. In der Nacht zum Montag kühlt es auf 5 bis 1 Grad ab.",
			"de", "Wetter in Sachsen: Sonne und bis zu 12 Grad am Sonntag", "In Sachsen wird es am Sonntag mild und windig. Nach Angaben des Deutschen Wetterdienstes (DWD) zeigt sich im Erzgebirge häufig die Sonne, während sich an der Elbe der Nebel zäh hält. In der Lausitz werden Höchstwerte bis 12 Grad erwartet, im Vogtland 9 Grad. In der Nacht zum Montag kühlt es auf 4 bis 0 Grad ab.", 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile"), {Name: "moon-only", Sources: []string{"moon"}}}})
			first, second := item("1", c.title, c.lead), item("2", c.title2, c.lead2)
			first.Language, second.Language = c.language, c.language2
			n.receive("sun", first)
			n.clock.pass(time.Hour)
			n.receive("moon", second)
			if got := len(n.feed("nile", "feed").Items); got != c.stories {
				t.Errorf("%d stories, want %d: %q", got, c.stories, titles(n.feed("nile", "feed")))
			}
			if got := n.only("moon-only", "feed").Title; got != c.title2 {
				t.Errorf("an outlet of the second source alone sees %q", got)
			}
			n.receive("sun", first)
			n.receive("moon", second)
			if got := n.count(`SELECT COUNT(*) FROM origins`); got != 2 {
				t.Errorf("%d origins after polling again", got)
			}
		})
	}
}

const ferry = "A passenger ferry carrying 212 people ran aground in thick fog off the coast of northern Norway early on Tuesday, rescue officials said. No one was injured."

func TestWhatIsNoTwin(t *testing.T) {
	for name, second := range map[string]func(n *newsroom, it feeds.Item){
		"the same source again": func(n *newsroom, it feeds.Item) { n.receive("sun", it) },
		"after three days": func(n *newsroom, it feeds.Item) {
			n.clock.pass(fresh + time.Hour)
			it.Published = feeds.At(n.clock.now())
			n.receive("moon", it)
		},
		"of another year": func(n *newsroom, it feeds.Item) {
			it.Published = feeds.At(it.Published.AddDate(-1, 0, 0))
			n.receive("moon", it)
		},
	} {
		t.Run(name, func(t *testing.T) {
			n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
			n.receive("sun", item("1", "Ferry runs aground off Norway", ferry))
			second(n, item("2", "Ferry grounds off northern Norway", ferry+" The cause is being investigated."))
			if got := len(n.feed("nile", "feed").Items); got != 2 {
				t.Errorf("%d stories: %q", got, titles(n.feed("nile", "feed")))
			}
		})
	}
}

func TestASecondLikeStoryOfASourceIsAnotherStory(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
	n.receive("sun", item("1", "Ferry runs aground off Norway", ferry))
	n.receive("moon", item("2", "Ferry grounds off northern Norway", ferry+" The cause is unknown."))
	n.receive("moon", item("3", "Ferry grounds off northern Norway again", ferry+" It is the second accident."))
	if got := len(n.feed("nile", "feed").Items); got != 2 {
		t.Errorf("%d stories: %q", got, titles(n.feed("nile", "feed")))
	}
}

func TestOldSketchesAreClearedAway(t *testing.T) {
	n := openNewsroom(t, Setup{})
	n.receive("sun", item("1", "Ferry runs aground off Norway", ferry))
	if n.count(`SELECT COUNT(*) FROM likenesses`) == 0 {
		t.Fatal("no sketch is kept")
	}
	clearAll := func() (left int) {
		for i := range int64(shelves) {
			n.must(n.write(t.Context(), func(x *tx) error { return x.clearShelf(i) }))
		}
		return n.count(`SELECT COUNT(*) FROM likenesses`)
	}
	if clearAll() == 0 {
		t.Error("what is still of use was cleared away")
	}
	n.clock.pass(fresh + time.Hour)
	if got := clearAll(); got != 0 {
		t.Errorf("%d numbers of old sketches are left", got)
	}
}

// BenchmarkTwin looks for the same copy among 20,000 stories of three days.
func BenchmarkTwin(b *testing.B) {
	n := openNewsroom(b, Setup{})
	r := rand.New(rand.NewPCG(1, 2))
	src := sources.Source{Name: "sun"}
	for i := 0; i < 20000; i += 100 {
		if err := n.Receive(b.Context(), &src, hundred(r, i, n.clock.now())); err != nil {
			b.Fatal(err)
		}
	}
	moon := sources.Source{Name: "moon"}
	list := arrivals(&moon, hundred(r, 30000, n.clock.now()), n.clock.now())
	for _, a := range list {
		a.like = likenessOf(a.item)
	}
	i := 0
	err := n.read(b.Context(), func(x *tx) error {
		for b.Loop() {
			if _, err := x.twin(list[i%len(list)], identities{}); err != nil {
				return fmt.Errorf("twin %d: %w", i, err)
			}
			i++
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}
