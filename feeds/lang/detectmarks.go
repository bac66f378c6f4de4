package lang

import (
	"math/bits"
	"strings"
)

// marks are words, in the forms that headlines have, that one language has and
// its close relatives have not: what letters alone leave open. Months and days,
// little words, and the words that news are made of; "-ले" is the ending of one.
var marks = map[string]string{
	"id": "karena bahwa bisa uang kantor mobil polisi warga pekan jumat sepeda tewas presiden pemerintah perusahaan gubernur " +
		"kasus persen usai jelang korban adalah oleh dan rusak kemarin besok minggu senin kamis mengatakan rumah indonesia rupiah " +
		"miliar triliun desa kota pemilu dpr kpk menteri anggota ribu juta tersebut saat sejak sebut soal sidang mantan dukung bakal " +
		"tak gelar kena minta harus pengadilan jaksa kebakaran banjir mudik puluhan ratusan hari direktur internasional nasional ekonomi " +
		"bandara kereta listrik resmi universitas kesehatan april agustus oktober desember",
	"ms": "kerana bahawa boleh wang pejabat polis syarikat hospital kerajaan mangsa isnin khamis jumaat sabtu ahad ialah ringgit maut " +
		"pihak kes peratus daripada beliau jenayah perlawanan mahkamah peguam tular gol esok semalam berkata parlimen lebih negeri sultan " +
		"menteri pilihan raya umum tahap kebakaran presiden malaysia bilion trilion pasaran pelabur banjir mac ogos disember julai " +
		"universiti antarabangsa kebangsaan ekonomi pengerusi ketua pengarah kemalangan jalan penduduk elektrik lapangan " +
		"terbang kereta tahanan reman didakwa tidak akan bagi kali ini guna beri cadang sokong tumpu",
	"hr": "tjedan tjedna tjednu tisuća tisuće vlak vlaka vlakovi zrakoplov siječanj siječnja veljače ožujka travnja svibnja lipnja " +
		"srpnja kolovoza rujna listopada studenoga prosinca općina općine sveučilište nogometaši glazba povijest suradnja tvrtka tvrtke " +
		"uvjeti gospodarstvo vijeće vijesti svijet svijeta svijetu vrijeme dvije prije poslije uvijek rijeka rijeke dijete mjesto mjesta " +
		"mjere mjeseca europski europska europske europi nitko netko izvješće priopćenje odvjetnik sjednica sjednici cijena cijene cijena " +
		"ponedjeljak ponedjeljka srijeda srijedu čovjek pobjeda pobijedio pobijedila pobijedili liječnik liječnici mlijeko snijeg obavijest " +
		"zahtjev zahtjeva zahtjevi prosvjed prosvjetni prijedlog primjer izmjena izmjene mjesec tisuću cijeli cijela dio dijelovi uvjet " +
		"tijekom također unatoč predsjednik predsjednica predsjednika sigurnost uhićen uhićeni tko promet djeca djece vlada sabor hrvatska " +
		"hrvatske hrvatski ured ministarstvo porast kuna eura ljeto nogomet stoljeća znanstvenici",
	"sr-Latn": "nedelja nedelje nedelju hiljada hiljade voz voza vozovi januara februara marta aprila maja juna jula avgusta septembra " +
		"oktobra novembra decembra opština opštine univerzitet fudbaleri fudbaler muzika istorija istorije saradnja uslovi privreda " +
		"privrede veće vesti svet sveta svetu vreme dve pre posle uvek reka reke dete mesto mesta mere meseca evropski evropska evropske " +
		"ponedeljak ponedeljka sreda sredu čovek pobeda pobedio pobedila pobedili lekar lekari mleko sneg obaveštenje zahtev zahteva zahtevi " +
		"protest prosvetni predlog primer izmena izmene mesec hiljadu ceo cela deo delovi uslov " +
		"evropi niko neko izveštaj saopštenje advokat sednica sednici cena cene tokom takođe uprkos predsednik predsednica predsednika " +
		"bezbednost uhapšen uhapšeni ko saobraćaj deca dece skupština srbija srbije srpski dinara leto vek veka naučnici policija beogradu",
	"da": "af efter ud nu blev bliver mere kun mellem nogle uge meget kræver dage sagen politiet siger over flere ikke vil nej mod op " +
		"ved dansk danske danmark regeringen ny nye hvor hjem have bliver sendt få milliarder børn unge hvad",
	"nb": "av etter ut nå ble blir mer bare mellom noen uke mye krever dager saken politiet sier over flere ikke vil nei mot opp " +
		"ved norsk norske norge regjeringen ny nye hvor hjem ha sendt få milliarder barn unge hva øker fikk gikk",
	"nn": "ikkje eg ein frå nokon kvar kva korleis vart blir dei meir noko berre no desse saman heim mykje sjølv veka",
	"gl": "unha unhas dunha nunha polo pola polos polas coa coas cun cunha máis tamén despois ata onte hoxe sen tras moi teñen xa dende " +
		"deixa deixan goberno xunta concello galicia veciños traballo traballadores xente " +
		"lei poboación axuda axudas prezo prezos ensino mellor consello eleccións dous dúas xuíz xulgado mozo mozos muller mulleres ano " +
		"anos perde fronte lume lumes incendio choiva mariñeiros praza rúa nas dos das do da o os ao aos na no",
	"pt": "em não um uma com após mais pelo pela são até nas dos das do da o os ao aos na no ministro governo presidente contra diz " +
		"ontem hoje anos sem também muito depois lei eleições",
	"hi": "है हैं में का की के से ने को और पर नहीं यह कि गया गई किया लिए साथ बाद भी तक गए रहे रहा करने हुए हुई दिया लेकर आज",
	"mr": "आहे आहेत आणि मध्ये नाही झाले झाली झाला केला केली केले यांनी यांच्या साठी पण हा ते या होता होते मिळाला करणार होणार " +
		"दिला दिली आता नवे नवा नवी -च्या -ांनी -ाचा -ाची -ाचे -साठी -मध्ये -ांचा -ांची -ंना",
	"ne": "छ छन् भयो भएको गरेको गर्ने हुने र पनि गर्न गरे भए थियो रहेको बताए लागि हुन हुँदै दिए भने गरिने नेपाल नेपाली " +
		"नेपालको सरकारले पुग्यो सुरु -मा -ले -लाई -को -हरू -सँग -बाट -ीले -ाले -एको -्यो -्दै",
}

// markBonus is what a mark counts for its language, in steps/2.
const markBonus = 2 * 2 * steps

// markSets are marks by the hash of a word, or by the last symbols of one: a
// bit for each language of a model.
type markSets struct {
	words   map[uint64]uint64
	endings map[uint64]uint64
}

func (m *letterModel) markSets() markSets {
	sets := markSets{map[uint64]uint64{}, map[uint64]uint64{}}
	for i, tag := range m.tags {
		for mark := range strings.FieldsSeq(marks[tag]) {
			letters, isEnding := strings.CutPrefix(mark, "-")
			hash, symbols := uint64(0), uint64(0)
			for _, r := range letters {
				hash = addToHash(hash, m.symbol(r))
				symbols = symbols<<8 | uint64(m.symbol(r))
			}
			if isEnding {
				sets.endings[symbols] |= 1 << i
			} else {
				sets.words[hash] |= 1 << i
			}
		}
	}
	return sets
}

func addToHash(hash uint64, symbol byte) uint64 { return (hash ^ uint64(symbol)) * hashFactor }

// addMarks takes in the marks that a word and the longest known of its endings
// are. history holds its last symbols.
func (m *letterModel) addMarks(sc *scores, hash, history uint64) {
	set, known := m.marks.words[hash]
	for length := maxOrder - 1; !known && length > 1 && len(m.marks.endings) > 0; length-- {
		if history>>(8*length) != 0 { // there is a stem
			set, known = m.marks.endings[history&(1<<(8*length)-1)]
		}
	}
	for ; set != 0; set &= set - 1 {
		sc.of[bits.TrailingZeros64(set)] -= markBonus
	}
}
