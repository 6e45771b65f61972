package zz
import ("testing";"fmt";"os";"strings";"explainer/internal/load";"explainer/internal/quantity")
func TestDump(t *testing.T){
 x,l:=load.Load(os.DirFS("../../.."))
 fmt.Println(len(l), l.Errors())
 for _,d:=range l { fmt.Println(d.Place,d.Message)}
 cl:=map[string][]string{}
 for _,c:=range x.Claims{ for _,e:=range c.Evidence{ for _,q:=range e.Quantities{cl[c.ID]=append(cl[c.ID],q.Value)}}}
 for _,p:=range x.Pages{ r:=quantity.NewReader(p.Edition,x.Units); for _,s:=range p.Sentences{ if s.Editorial{continue}; for _,q:=range r.Read(s.Text){ var ids []string; for _,c:=range s.Citations{ids=append(ids,c.Claim.Value+strings.Join(cl[c.Claim.Value],"|"))}; fmt.Printf("P %s %q %v-%v %s per=%s q=%s %v || %v\n",s.Place,q.Text,q.Min,q.Max,q.Unit,q.Per,q.Qualifier,q.Date,ids)}}}
 for _,c:=range x.Claims{ for _,ed:=range []string{"en","es"}{ r:=quantity.NewReader(ed,x.Units); for _,q:=range r.Read(c.Statement.In(ed)){ fmt.Printf("S %s %s %q %v-%v %s per=%s %v | %s || %s / %s / %v\n",c.ID,ed,q.Text,q.Min,q.Max,q.Unit,q.Per,q.Date,c.Statement.In(ed),c.Date.Value,c.AsOf.Value,cl[c.ID])}}}
}
