/**
 * Given names that are used for one another, one group a line, folded. A name may be in several groups. Written from
 * general knowledge of how people are called; not complete, and no harm where it is not: a name that is not here is found
 * as it was typed.
 */
export const NICKNAME_GROUPS = `
abigail abby abbie gail
abraham abe bram avram abram
adam ad addy
adelaide addie adela heidi della
adrian ade
agnes aggie nessa agnieszka aga inez ines
alan al allan allen
albert al bert bertie alberto berto albrecht
alexander alex al alec lex sasha sandy xander zander aleksander aleksandr oleksandr alejandro alessandro sascha iskander alexandre olek alek ales aleks skander
alexandra alex sandra sasha lexi lexie alexa sandy aleksandra ola ale alejandra oleksandra
alfred al alf alfie fred freddie alfredo
alice ali allie alicia ala
alison ali allie ally
amanda mandy amy manda
amelia amy millie mel emilia
anastasia nastya ana stacy stasia nastja tasia anastazja
andrew andy drew andreas andrei andrzej andre andrea andrey andrij jedrzej andres anders
andrea andy drea andie
angela angie ange angelika angelica angelina angel
anna ann anne annie anya anja ana anka ania nancy hannah anita annette anni aneta hanna anneke anouk
annabel anna bella belle annabelle annabella
anthony tony ant antonio anton antoine toni antoni antek tonio antoon
antonia toni tonia antoinette tonya antonina tosia
archibald archie arch
arnold arnie arno noldi
arthur art artie artur arturo
augustus gus august auggie augustin augustine gustav
barbara barb babs barbie bobbie basia barbel babette bara
bartholomew bart barry bartek bartosz bartlomiej
beatrice bea trixie beatrix bee beatriz
benjamin ben benny benji benni benjamim jamin
bernard bernie bern bernhard bernardo bernd benno
bernadette bernie detta
bridget biddy bridie birgit brigitte gitta brigitta
bradley brad
brandon bran
caroline carrie caro carol lina carolina karolina karoline lynn carolyn karo
catherine cathy kate cat katie kathy kit kitty katherine katharine kathryn kathleen kay katharina katja katrin kathrin katarzyna kasia ekaterina katya caterina catalina cathrin kathi katerina yekaterina kat karin trina rina kati katka catarina kaisa
cecilia cissy celia cecily cecile sissy
charles charlie chuck chas chaz carl karl carlos carlo karel charly carel
charlotte charlie lottie lotte lotta carlotta charly
christian chris krystian christiano kristian
christina chris chrissy tina christine kristina kirsten krystyna kristin chrissie cristina krysia christel nina stina kirstin kristine
christopher chris kit topher kris christoph krzysztof krzys christof cristobal stoffel christophe kristof
clara clare claire klara clarissa chiara
clarence clare
claudia claudi dia klaudia
clifford cliff
clinton clint
constance connie constanze konstanze costanza
constantine konstantin kostya constantin kostas dinos costa
cornelia nelly connie nele neela corrie kornelia
cornelius neil cor kees niels connie
cynthia cindy cyndi
cyril cy cyrill kirill
daniel dan danny daniele danilo danijel dani danek daniil dany
daniela dani danielle dana
david dave davey davide dawid davy davi
deborah debbie deb debby debra debora
dennis den denny denis denys
diana di diane
dimitri dima dmitri dmitry dimitrios mitya dimitar dmitriy mitja dimitris dmytro
dominic dom nick dominik dominique domenico domingo nico
donald don donny donnie
dorothy dot dottie dolly dorothea dora thea dee dorota dorothee doro
douglas doug dougie
edith edie edyta
edmund ed eddie ned ted edmond edmondo mundek
edward ed eddie ted teddy ned eduardo eduard edoardo edouard edek edu edi
edwin ed eddie win ned
eleanor ellie nell nora lena ella eleonora nellie elinor elly eleonore leonore leonora
elijah eli elias ilya ilja elia
elizabeth liz beth betty lizzie eliza betsy lisa libby elsie bess ellie elisabeth elsa elise lise liesel elzbieta ela isabel isabella elisabetta liza lilibeth bettina elisa elke ilse babette sisi lisbeth lisbet betti buffy lily lillibet yelizaveta elizaveta els betje lies
emily em emmy millie emilie emilia emelia emi
emma em emmie
eric rick ricky erik erich
ernest ernie ernst ernesto erno
esther essie hettie ester estera
eugene gene evgeni evgeny yevgeny eugen zhenya eugenio eugeniusz jewgeni
eva eve evie ewa evita evi
evelyn eve evie lynn evelina
ferdinand ferdi ferdy fernando nando fernand
florence flo flossie florrie fiorenza florentina
frances fran fanny francie frankie franny francesca franziska francisca franciszka franzi sissi paquita
francis frank fran frankie francisco franz francesco franciszek francois franek pancho paco frans frantisek franco ciccio
franklin frank
frederick fred freddie fritz friedrich rick federico fryderyk freddy fredrik frederic frederik frits
frederica freddie friederike rike federica frieda
gabriel gabe gabi gabriele gaby
gabriele gabi gaby gabriela gabrielle gabriella ella brielle
gareth gary gaz garry
genevieve gen ginny jenny viv genowefa
geoffrey geoff jeff jeffrey jeffery gottfried
george georgie georg jorge giorgio jerzy jurek yuri georgios juri jorg jurgen joris georges geordie georgy jiri yuriy yiorgos gheorghe
georgina georgie gina georgia georgette
gerald gerry jerry geraldo gerhard
gerard gerry jerry gerardo gerd gerhard gert
gertrude trudy gertie gert gertrud trude traudl
gilbert gil bert gilberto
giovanni gianni nanni vanni gio
giuseppe beppe peppe pino peppino beppo
gordon gordy gord
grace gracie graziella grazia gracja
gregory greg gregor grzegorz grigori gregorio gregoire grisha grigory grzes
guillermo memo guille willy
gustav gus gustaf gustavo gustaw
hannah hanna anna hanne johanna hania
harold harry hal harald
harriet hattie harry hetty henrietta
hedwig hedi hede jadwiga jadzia
heinrich heinz henry heiner hinrich heini henrik harry henryk
helen nell nellie lena elena helena helene ellen eleni olena ilona hela yelena helenka
henrietta etta hettie henriette henrike rike
henry harry hank hal henri enrico enrique henrik hendrik henryk henk heinrich kike quique
herbert bert herb herbie
herman manny hermann armando
hildegard hilde hilda hildi
horatio horace
howard howie
hubert hugh bert hubertus hub huub
hugh huw hughie hugo
ian iain john
ignatius iggy nacho ignacio ignacy ignaz ignasi
immanuel manny emmanuel emanuel manuel manu manolo emanuele
irene rene irena irina ira
isaac ike zac izaak izak itzhak
isabel bella izzy belle isabella izabela isabelle ysabel isa isobel iza
isidore izzy isidro isidor
ivan vanya johnny iwan vanja
jacob jake jakob jakub jack kuba jacek james jakov yakov coby jaap iago diego
jacqueline jackie jacqui jaclyn
james jim jimmy jamie jem jaime jacques diego santiago giacomo jacob jakub seamus hamish jaume
jane janie jan jenny janet jean joan janina janine jana
janet jan jenny
jason jay jase
jean jeannie jeanne jeanette joan
jeffrey jeff geoff
jennifer jen jenny jenn jenni jenna
jeremy jerry jem jeremiah jeremias
jerome jerry hieronymus hieronim girolamo
jessica jess jessie jessi
joachim jochen jo achim joaquin joakim jojo quino
joanna jo joan joanne johanna asia joana jana joasia joana
john johnny jack jon ian ivan sean hans johann johannes jan juan giovanni jean joao janek evan shaun yannis ioannis ioan johan jens jonny yahya gian sjaak jens hannes yan jukka jovan
jonathan jon jonny john nathan johnathan nate yonatan
joseph joe joey josef jose pepe giuseppe jozef jo sepp yosef yusuf yousef joszef josip beppe pepi jef
josephine jo josie fifi josefine giuseppina pina josefa josefina jozefa finni pepita
joshua josh yehoshua
judith judy judit jodie judi
julia julie jules julianna giulia yulia juliane julita jule julka
julian jules julio giuliano julien juliusz
karl carl karel carlos charles kalle
karin karen karina kari carina
karoline karo lina line
katherine kate kathy katie kit kitty kat kay katja kathrin
kenneth ken kenny
kimberly kim kimmy kimberley
konrad conrad kurt kuno corrado
laurence larry lawrence laurie lorenzo lorenz lars laurent loren lenz wawrzyniec laurens lauritz
laura laurie lori lara laurel lauren
leonard leo len lenny leonardo leon leonhard lennart lenni
leopold leo poldi leopoldo polde
leslie les lesley
lewis lou louis lew ludwig
lillian lily lil lilli lili liliana lilian lilly
louis lou louie luis luigi ludwig ludwik lewis lodewijk gigi
louise lou lulu luise louisa luisa luiza lulu ludwika
lucas luke lukas luca lukasz luc lucca luuk loukas
lucy lucille lucia luce luz lucie lucja lucinda cindy lulu
ludwig lutz wiggerl luis louis lui
madeleine maddie madeline lena magdalena madelyn madlen mady maddy
magdalena magda lena madeleine maddalena leni madzia alena majda
malcolm mal malc
manfred manni fred manfredo
marcus mark marc marek marco markus marcos marko marcel mario marcin marius
margaret maggie meg peggy marge greta gretchen rita daisy margie margo margot margarete margarita malgorzata gosia marguerite gretel grete margit margret madge margaretha marga megan mag gretl margherita mairead peg margriet griet rita
maria mary marie mia mitzi mariana mariah marya maja mariechen marika masha marija mariya mimi ria maryla marysia mascha maike miriam
marianne mary anne marianna janne
marilyn mary lyn
marjorie marge margie
martha marty mattie marta matty patty
martin marty marten martino martijn maarten morten
martina tina marti
mary molly polly may mamie maria marie miriam maureen moira mae minnie
matilda tilly mattie tilda mathilde matylda thilde
matthew matt matty mat matthias mateusz matteo mateo matthieu mathias matti thijs mats hias matias mathieu matthijs mattias maciej maciek matej matvey
maureen mo reenie
maurice mo morris maurizio mauricio moritz maurycy moriz
maximilian max maxi maximiliano massimo maxim maksym maximo maks maksymilian massimiliano
melanie mel lani melania
melissa mel lissa missy
mercedes mercy merche sadie
michael mike mick mickey mikey mitch mischa misha michal michel miguel michele mikhail mikael mihai mikkel micha michi mihail mykola mykhailo mikko micah michiel miki mik
michaela mickey micha michi kayla michala mikaela ela
michelle shelly chelle michele micki
mildred millie mindy
minna minnie wilhelmina
miriam mimi mim mitzi mariam miri maryam
mitchell mitch
mohammed mo mohamed muhammad mohammad mehmet mohamad ahmed muhammed mohd hamada
monica mona moni monika monique nika
nadezhda nadia nadya nadja nadine
nancy nan ann nance
natalie nat natalia nattie natasha nathalie talia natalya natascha natalja natali
nathaniel nat nate nathan natan nathanael
nicholas nick nicky nico nikolaus klaus nicolas nikolai mikolaj nicola niklas nikola claus niko nikolaos nils colin klaas kolja mykola kolya nikos nicolai miklos niels claas nicco
nicole nicky nikki nicola cole nico nicoletta nicolette colette
nigel nige
norman norm
oliver ollie olly noll olivier oliwier oli
olivia liv livvy ollie oliwia livia
oscar ozzie oskar ossi
oswald oz ozzie waldo
otto ott otho
pamela pam
patricia pat patty trish tricia patsy trisha patrizia patrycja patti tish
patrick pat paddy rick patryk patrizio patricio padraig
paul paulie pablo paolo pawel pavel pauly paulo paweek pavol paavo
paula polly paulina pauline paola pola
penelope penny nell pen
peter pete piotr pedro pietro pierre petr pjotr per peer pekka petros piet peti petrus pit petya pyotr rock perico
petra peti petronella pietra
philip phil pip felipe philipp filip filippo flip phillip lippo philippe fips
philippa pippa pip pippi
phyllis phyl
priscilla cilla prissy
rachel rae shelly rachael raquel rahel rachele
ralph rafe ralf raoul raul rolf rudolf
randall randy randolph
raphael rafael rafal raffaele rafe rafa raffi
raymond ray raimund ramon raimondo raymund mundi
rebecca becky becca beck reba bex rebekka rebekah
reginald reg reggie rex reinhold reinaldo
regina gina reggie reina
reinhard reini hardy reinhardt
richard rick dick rich ricky richie ricardo ryszard riccardo rik rico ritchie rysiek dickie
robert bob rob bobby robbie bert roberto robin rupert ruprecht robi bobbie
roberta bobbie robbie berta
roderick rod rick roddy rodrigo
rodney rod
roger rodge rodger rudiger ruggero rogelio rog
roland rollo rolly rolando orlando roel
ronald ron ronnie ronny renaldo ronaldo
rosalind ros rosie roz rosalinde
rose rosie rosa roza rosemary rosalie rosita rosi
rosemary rose rosie romy rosemarie rosmarie romy
rowland rolly
roxanne roxy roxana
rudolph rudy rudi rolf rodolfo rudolf
russell russ rusty
salvatore toto salvo sal turi salvador chava
samantha sam sammy
samuel sam sammy samuele
sandra sandy alexandra sandi
sarah sally sadie sara sal zara
scott scotty
sebastian seb bastian basti sebastiano sebastien bas wastl seba
sergei serge sergio sergiusz sergey seryozha serhiy serg serhii
sharon shaz shari
shirley shirl
sidney sid syd sydney
sigmund sig siggi siegmund zygmunt sigi
sigrid siri siggi
siegfried sigi siggi
silvia sylvia silvie sylvie sylwia silke
simon si sim simone szymon simeon shimon
sophia sophie sofia sofie zofia zosia fia sonia sonja sofi sofja sofya fifi
stanislaus stan stanislaw stas stanislav
stanley stan
stephanie steph steffi stefanie stef stevie stefania stephie fanny estefania
stephen steve stephan steven stefan stevie steph esteban stefano szczepan etienne istvan stefanos steffen step stepan stefek
stuart stu stewart
susan sue susie suzy susanna susanne suzanne zuzanna susi sanne zuza susana zuzana sanna sukie
svetlana sveta lana swetlana swieta
tabitha tabby
tamara tammy tam toma mara
tatiana tanya tania tanja tatjana tati tatyana
teresa terry tess tessa theresa tracy therese teresita tereza resi terezka
terence terry terrance
theodore ted teddy theo teodor theodor fyodor todor teo dorus fedor
theresa tess tessa terry teresa resi terri reese therese thea resl
thomas tom tommy tomas tomasz tommaso tomek tomaso thom maso tomi foma
timothy tim timmy timo timotheus timofey tymoteusz
tobias toby tobi tobie
ulrich uli ulli udo ueli
ulrike uli ulli rike ulrika
ursula uschi uli ursel ulla orsola urszula
valentin val vali valentino tino walenty
valentina tina vale vala walentyna
valerie val vallie valeria walerie
vanessa nessa nessie van
veronica ronnie vera nica veronika roni weronika vroni nika vero
victor vic vick viktor wiktor vittorio vitya vito
victoria vicky tori vic vicki viktoria vita wiktoria vittoria viki tory
vincent vince vinnie vinny vincenzo vicente vinzenz wincenty vin enzo
viola vi violet violetta wioletta
virginia ginny ginger virgie gina
vladimir vlad vova volodya wladimir volodymyr wlodzimierz wlodek waldemar vladi
vladislav vlad vladik slava wladyslaw wladek
walter walt wally wallie gualtiero valter walther
wanda wendy
wendy gwendolyn gwen
wilfred will wilf fred wilfried
wilhelm willi willy helmut bill will wim
wilhelmina minnie mina billie willa helmi mien
william bill will billy willy liam wilhelm guillermo guillaume willem wim guglielmo willi wiliam vilhelm wilek
winifred winnie freda
winston win winnie
wolfgang wolf wolfi wulf
xavier xavi javier javi saverio xaver ksawery
yvonne evonne yve ivonne
zachary zach zack zac zacharias zak
ali aly alie
fatima fatma fatoumata fati
hassan hasan hasso
ibrahim abraham ibo ebrahim brahim
yusuf joseph yousef yousuf josef jusuf
mustafa musti mustapha moustafa
mehmet memo mehmed
suleyman sulo suleiman soliman solomon
hatice hatidza khadija hadidja
huseyin hussein husein hossein
jorge coque jordi
manuel manolo manu lolo manel
manuela manu manoli
dolores lola loli lolita
concepcion concha conchita concetta
consuelo chelo
guadalupe lupe lupita pita
rosario charo chayo
pilar pili
enrique quique kike
rafael rafa fali
alfonso poncho fonso alphonse alfons
roberto beto tito
alberto beto tito albertino
luigi gigi gino
mariusz mario marius
malgorzata gosia malgosia
agnieszka aga agusia
aleksandra ola olka
krzysztof krzysiek krzys
wojciech wojtek
stanislaw staszek stach stasiek
zbigniew zbyszek
tadeusz tadek
boguslaw bogdan bogus
kazimierz kazik casimir
jaroslaw jarek jaroslav
miroslaw mirek miroslav mirko
radoslaw radek radoslav
zdzislaw zdzisiek
beata beatka
dorota dorotka
evgenia zhenya eugenia evgeniya jenia
galina galya
lyudmila lyuda mila ludmila ljudmila
olga olya ola helga
lyubov lyuba
pavel pasha
aleksei alyosha alexei alexey aleksey lyosha oleksiy alexis
igor gosha
oleg olezhka
boris borya
konstantin kostya
rostislav slava
vyacheslav slava
yaroslav slava
marieke marie rieke mieke
cornelis kees cor nelis
hendrik henk rik hein
johannes jan hans hannes johan jo joop
gerrit gerard gert
dirk diederik dietrich derek
dieter dietrich didi
gunther gunter gunnar
jurgen jorg georg juergen
rosemarie rosi
annemarie anne annemie
hans hansi johannes
klaus nikolaus claus
friedrich fritz fred frieder
josef sepp jupp beppo pepi
александр александра саша шура саня
алексеи алеша леша
анастасия настя ася
анна аня нюра анюта
анатолии толя
андреи андрюша
борис боря
валентина валя
василии вася
виктор витя
виктория вика
владимир вова володя влад
вячеслав слава
галина галя
георгии гоша жора юрии
григории гриша
дарья даша
дмитрии дима митя
евгении евгения женя
екатерина катя катерина
елена лена алена
елизавета лиза
иван ваня
игорь гоша
ирина ира
константин костя
ксения оксана ксюша
лариса лара
людмила люда мила люся
любовь люба
маргарита рита
мария маша маруся марья
михаил миша
надежда надя
наталья наталия наташа ната
николаи коля
ольга оля
павел паша
петр петя
роман рома
светлана света лана
сергеи сережа
софья софия соня
станислав стас слава
степан степа
тамара тома
татьяна таня
федор федя
юлия юля
юрии юра
яков яша
`;
