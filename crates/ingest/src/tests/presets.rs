//! The exports of products, with the headers that they have.

use bareme_scoring::{BuyingRole, Stage};

use super::{Outcome, import_with, source};
use crate::{Kind, Mapping, Record};

fn import_preset(preset: &str, kind: Kind, text: &str) -> Outcome {
    let source = source(text);
    let mapping = Mapping::from_preset(preset, kind, source.header()).unwrap();
    import_with(source, &mapping).unwrap()
}

#[test]
fn hubspot_contacts_are_read_as_exported_and_as_a_connector_writes_them() {
    let exported = import_preset(
        "hubspot",
        Kind::Contacts,
        "Record ID,First Name,Last Name,Email,Job Title,Company name,Associated Company IDs,Buying Role,Unsubscribed from all email,Create Date,Favourite colour\n\
         7,Ann,Lee,Ann@x.org,CTO,X Ltd.,55;66,DECISION_MAKER;CHAMPION,true,2026-01-02 9:05,blue\n",
    );
    let Record::Contact(contact) = &exported.records[0] else { panic!("{:?}", exported.rejects) };
    assert_eq!(contact.key, "7");
    assert_eq!(exported.attribute(0, "title").as_deref(), Some("CTO"));
    assert_eq!(exported.attribute(0, "consent").as_deref(), Some("false"));
    assert_eq!(exported.attribute(0, "favourite_colour").as_deref(), Some("blue"));
    let job = contact.job.clone().unwrap();
    assert_eq!((job.account.as_str(), job.role), ("55", BuyingRole::DecisionMaker));
    assert!(contact.created_at.is_some());

    let connector = import_preset(
        "hubspot",
        Kind::Contacts,
        "_fivetran_deleted,_fivetran_synced,property_email,id,property_company,property_firstname,property_jobtitle,property_createdate\n\
         FALSE,2021-04-02 11:16:05,a@x.org,1,X,Ann,CTO,2021-04-01 17:32:47\nTRUE,2021-04-02 11:16:05,b@x.org,2,X,Bob,,2021-04-01 17:32:47\n",
    );
    assert_eq!(connector.keys(), ["1"]);
    assert_eq!(connector.tally.skipped, 1, "deleted rows are counted, not refused");
    assert_eq!(connector.attribute(0, "first_name").as_deref(), Some("Ann"));
    assert!(connector.plan.attribute_types().keys().all(|name| !name.contains("fivetran")));
}

#[test]
fn hubspot_companies_are_accounts() {
    let text = "Record ID,Company name,Company Domain Name,Number of Employees,Annual Revenue,Country/Region,Parent Company ID\n\
                1,X,x.org,50,1000000,France,2\n";
    let outcome = import_preset("hubspot", Kind::Accounts, text);
    assert_eq!(outcome.attribute(0, "employees").as_deref(), Some("50"));
    assert_eq!(outcome.attribute(0, "domain").as_deref(), Some("x.org"));
    let text = "id,is_deleted,property_name,property_country,property_annualrevenue\n1,false,X,US,5\n2,true,Y,US,6\n";
    let outcome = import_preset("hubspot", Kind::Accounts, text);
    assert_eq!((outcome.keys(), outcome.tally.skipped), (vec!["1"], 1));
}

#[test]
fn hubspot_email_events_and_form_submissions_are_activities_with_the_fitting_preset() {
    let events = import_preset(
        "hubspot",
        Kind::Activities,
        "id,created,email_campaign_id,type,filtered_event,recipient\ne1,2020-03-16 19:03:20.357,2,OPEN,false,a@x.org\n\
         e2,2020-03-16 19:03:21,2,CLICK,false,a@x.org\ne3,2020-03-16 19:03:22,2,OPEN,true,a@x.org\n",
    );
    assert_eq!(events.plan.mapping().description.as_deref(), Some("HubSpot e-mail events"));
    let types: Vec<_> = events.records.iter().map(activity_type).collect();
    assert_eq!(types, ["email_open", "email_click"], "opened by a filter is not opened");

    let forms = import_preset(
        "hubspot",
        Kind::Activities,
        "timestamp,form_id,contact_id,conversion_id,page_url,title\n2023-11-01 10:20:00,1,9,c1,https://x.org/a,Newsletter\n",
    );
    let Record::Activity(form) = &forms.records[0] else { panic!("{:?}", forms.rejects) };
    assert_eq!(
        (form.kind.activity.as_str(), form.kind.content.as_deref()),
        ("form_submit", Some("Newsletter"))
    );
}

fn activity_type(record: &Record) -> &str {
    match record {
        Record::Activity(activity) => &activity.kind.activity,
        other => panic!("{other:?}"),
    }
}

#[test]
fn hubspot_deals_are_leads_whose_own_pipeline_stages_are_open_opportunities() {
    let text = "Record ID,Deal Stage,Create Date,Close Date,Amount,Currency,Associated Contact IDs\n\
                1,closedwon,2026-01-01 08:00,2026-02-01 08:00,100,EUR,7;8\n2,Demo booked,2026-01-01 08:00,2027-01-01 08:00,,,7\n";
    let outcome = import_preset("hubspot", Kind::Leads, text);
    let stages: Vec<Vec<Stage>> = outcome.records.iter().map(stages).collect();
    assert_eq!(stages, [vec![Stage::Opportunity, Stage::Won], vec![Stage::Opportunity]]);
}

fn stages(record: &Record) -> Vec<Stage> {
    match record {
        Record::Lead(lead) => lead.stages.iter().map(|(stage, _)| *stage).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn salesforce_headers_are_read_in_both_spellings() {
    for header in [
        "Id,IsDeleted,Name,BillingCountry,NumberOfEmployees,ParentId,CreatedDate",
        "id,is_deleted,name,billing_country,number_of_employees,parent_id,created_date",
    ] {
        let text =
            format!("{header}\n001A,false,X,France,50,001B,2019-10-17T21:10:19.000+0000\n001C,true,Y,,,,\n");
        let outcome = import_preset("salesforce", Kind::Accounts, &text);
        assert_eq!((outcome.keys(), outcome.tally.skipped), (vec!["001A"], 1), "{header}");
        assert_eq!(outcome.attribute(0, "country").as_deref(), Some("France"));
        assert_eq!(outcome.attribute(0, "employees").as_deref(), Some("50"));
        let Record::Account(account) = &outcome.records[0] else { panic!("an account is expected") };
        assert_eq!(account.parent.as_ref().map(|parent| parent.account.as_str()), Some("001B"));
    }
}

#[test]
fn salesforce_contacts_and_leads_are_people() {
    let contacts = import_preset(
        "salesforce",
        Kind::Contacts,
        "Id,AccountId,FirstName,LastName,Email,Title,MailingCountry,HasOptedOutOfEmail,SystemModstamp\n003A,001A,Ann,Lee,a@x.org,CTO,France,TRUE,2019-01-01\n",
    );
    let Record::Contact(contact) = &contacts.records[0] else { panic!("{:?}", contacts.rejects) };
    assert_eq!(contact.job.as_ref().map(|job| job.account.as_str()), Some("001A"));
    assert_eq!(contacts.attribute(0, "consent").as_deref(), Some("false"));
    assert_eq!(contacts.attribute(0, "system_modstamp"), None);
    let leads =
        import_preset("salesforce", Kind::Contacts, "Id,Company,FirstName,Email\n00QA,X Ltd.,Ann,a@x.org\n");
    let Record::Contact(contact) = &leads.records[0] else { panic!("{:?}", leads.rejects) };
    assert_eq!(contact.job.as_ref().map(|job| job.account.as_str()), Some("X Ltd."));
}

#[test]
fn salesforce_opportunities_leads_tasks_members_and_relations_find_their_preset() {
    let opportunities = import_preset(
        "salesforce",
        Kind::Leads,
        "Id,ContactId,StageName,Amount,CloseDate,IsClosed,IsWon,CurrencyIsoCode,CreatedDate\n\
         006A,003A,Signed,10,2019-12-01,true,true,USD,2019-11-01 10:00:00\n006B,003A,Dropped,,2019-12-01,true,false,USD,2019-11-01 10:00:00\n\
         006C,003A,Negotiation,,2029-12-01,false,false,USD,2019-11-01 10:00:00\n",
    );
    let found: Vec<_> = opportunities.records.iter().map(|record| *stages(record).last().unwrap()).collect();
    assert_eq!(found, [Stage::Won, Stage::Lost, Stage::Opportunity]);

    let leads = import_preset(
        "salesforce",
        Kind::Leads,
        "Id,Email,Status,CreatedDate,ConvertedDate\n00QA,a@x.org,Open,2019-11-01,\n",
    );
    assert_eq!(stages(&leads.records[0]), [Stage::Inquiry]);

    let tasks = import_preset(
        "salesforce",
        Kind::Activities,
        "Id,WhoId,Subject,Type,ActivityDate\n00TA,003A,Intro,Call,2019-11-11\n",
    );
    assert_eq!(activity_type(&tasks.records[0]), "call");

    let members = import_preset(
        "salesforce",
        Kind::Activities,
        "Id,CampaignId,LeadId,ContactId,Status,CreatedDate\n1,701A,,003A,Responded,2019-11-11\n",
    );
    assert_eq!(activity_type(&members.records[0]), "campaign_response");

    let relations = import_preset(
        "salesforce",
        Kind::Relationships,
        "Id,AccountId,ContactId,Roles,EndDate\n1,001A,003A,Decision Maker;Influencer,2020-01-01\n",
    );
    let Record::Relationship(edge) = &relations.records[0] else { panic!("{:?}", relations.rejects) };
    assert_eq!(
        (edge.from.as_str(), edge.to.as_str(), edge.role),
        ("003A", "001A", Some(BuyingRole::DecisionMaker))
    );
}

#[test]
fn a_mapping_file_can_build_upon_a_preset() {
    let mapping = "kind = \"leads\"\npreset = \"hubspot\"\n[columns]\ncontact = \"deal_id\"\n[constants]\ncurrency = \"EUR\"\n";
    let source = source(
        "deal_id,is_deleted,property_amount,property_createdate\n1,false,5,2019-12-04 12:48:22\n2,true,,2019-12-04 12:48:22\n",
    );
    let outcome = import_with(source, &Mapping::parse(mapping).unwrap()).unwrap();
    let Record::Lead(lead) = &outcome.records[0] else { panic!("{:?}", outcome.rejects) };
    assert_eq!((lead.contact.as_str(), lead.currency.as_deref()), ("1", Some("EUR")));
    assert_eq!(outcome.tally.skipped, 1);
}

#[test]
fn a_preset_that_does_not_exist_or_has_nothing_to_say_is_refused_with_the_choice() {
    let source = source("id\n1\n");
    let unknown = Mapping::from_preset("pipedrive", Kind::Accounts, source.header()).unwrap_err();
    assert_eq!(unknown.to_string(), "there is no preset 'pipedrive'; there are hubspot, salesforce");
    let nothing = Mapping::from_preset("HubSpot", Kind::Relationships, source.header()).unwrap_err();
    assert!(nothing.to_string().contains("nothing for relationships"));
}

#[test]
fn a_column_that_only_bears_the_name_of_a_date_is_left_alone_with_a_notice() {
    let outcome = super::import(Kind::Contacts, "email,Created Time\na@x.org,\"16 Apr, 2021 00:02:00\"\n");
    assert_eq!(outcome.keys(), ["a@x.org"]);
    assert!(outcome.plan.notices().iter().any(|notice| notice.text.contains("date_formats")));
    assert_eq!(outcome.attribute(0, "created_time").as_deref(), Some("16 Apr, 2021 00:02:00"));
    let source = source("email,type,date\na@x.org,call,\"16 Apr, 2021\"\n");
    let mapping = Mapping::automatic(Kind::Activities, source.header());
    let error = import_with(source, &mapping).err().unwrap().to_string();
    assert!(error.contains("'date' is not taken as at") && error.contains("16 Apr, 2021"), "{error}");
}
